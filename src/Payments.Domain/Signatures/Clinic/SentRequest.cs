using System.Text.RegularExpressions;

namespace Payments.Domain.Signatures.Clinic;

/// <summary>
/// A request as people paste it: a URL, a query or form, a JSON text, or headers with an empty line and a body behind them, with or without
/// a first line such as <c>POST /path HTTP/1.1</c>.
/// </summary>
/// <param name="Headers">The headers by their names in any case.</param>
/// <param name="Body">The body; of a URL its query.</param>
internal sealed partial record SentRequest(IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The parameters of the body. As in PHP the last of equal names wins.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters
    {
        get
        {
            var found = new List<KeyValuePair<string, string>>();
            foreach (var part in Body.Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = part.IndexOf('=');
                var pair = equals < 0 ? new(Decode(part), "") : KeyValuePair.Create(Decode(part[..equals]), Decode(part[(equals + 1)..]));
                found.RemoveAll(known => known.Key == pair.Key);
                found.Add(pair);
            }
            return found;
        }
    }

    /// <summary>Reads it. Browsers send a line's end as two letters; a body of ours has none.</summary>
    public static SentRequest Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Trim().Split('\n');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        var query = "";
        if (RequestLine().Match(lines[0]) is { Success: true } first) (query, at) = (QueryOf(first.Groups[1].Value), 1);
        for (; at < lines.Length && Header().Match(lines[at]) is { Success: true } header; at++)
            headers[header.Groups[1].Value] = header.Groups[2].Value.Trim();
        var body = string.Join('\n', lines[at..]).Trim();
        if (Url().IsMatch(body)) body = QueryOf(body);
        return new SentRequest(headers, string.Join('&', new[] { query, body }.Where(part => part.Length > 0)));
    }

    private static string QueryOf(string url)
    {
        var mark = url.IndexOf('?');
        var end = url.IndexOf('#');
        if (end < 0) end = url.Length;
        return mark < 0 || mark > end ? "" : url[(mark + 1)..end];
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"^(?:GET|POST|PUT) (\S+)(?: HTTP/[\d.]+)?$")]
    private static partial Regex RequestLine();

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9-]*):(?!//)(.*)$")]
    private static partial Regex Header();
}
