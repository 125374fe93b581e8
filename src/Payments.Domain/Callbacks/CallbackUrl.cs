using System.Text;

namespace Payments.Domain.Callbacks;

/// <summary>Puts signed parameters onto a shop's URL.</summary>
public static class CallbackUrl
{
    /// <summary>Appends an encoded query: behind a query that is there with <c>&amp;</c>, before a fragment.</summary>
    public static string WithQuery(string url, string query)
    {
        var hash = url.IndexOf('#');
        var (path, fragment) = hash < 0 ? (url, "") : (url[..hash], url[hash..]);
        var mark = path.IndexOf('?');
        var joint = mark < 0 ? "?" : mark == path.Length - 1 || path[^1] == '&' ? "" : "&";
        return path + joint + query + fragment;
    }

    /// <summary>Host and port that a URL names; the text itself where it is none.</summary>
    public static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Authority : url;

    /// <summary>Parameters as <c>application/x-www-form-urlencoded</c>.</summary>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in parameters)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value));
        }
        return text.ToString();
    }

    /// <summary>What <see cref="Encode"/> made.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Decode(string text) => [.. text.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => new KeyValuePair<string, string>(Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""))];
}
