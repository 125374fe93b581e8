using System.Buffers;

namespace Payments.Domain.Signatures;

/// <summary>
/// Which parameters may stand in EPay's sign string. It joins names and raw values with <c>&amp;</c> and <c>=</c>, so one string, and one
/// signature, fits several lists of parameters: a product named <c>x&amp;out_trade_no=7</c> signs another order's number, too.
/// </summary>
public static class EpayText
{
    private static readonly SearchValues<char> NameLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-[]");

    /// <summary>The fields of requests and callbacks.</summary>
    private static readonly string[] Known =
    [
        "pid", "type", "out_trade_no", "trade_no", "notify_url", "return_url", "name", "money", "param", "trade_status", "sign",
        "sign_type",
        "clientip", "device", "sitename", "act", "key",
    ];

    /// <summary>
    /// Of the known fields those that a URL cannot hold by itself: a request has them always, so whoever puts others in their place must
    /// hide the real ones in some value. Shops' URLs do have fields such as <c>type</c> and <c>out_trade_no</c>.
    /// </summary>
    private static readonly string[] NeverInReturnUrls = ["notify_url", "money"];

    /// <summary>
    /// The same for <c>notify_url</c>, which must not swallow <c>return_url</c> either: it comes before the order's number and
    /// <c>return_url</c> behind it, and with what stands between them hidden, a number in the return URL's query would be the order's.
    /// </summary>
    private static readonly string[] NeverInNotifyUrls = [.. NeverInReturnUrls, "return_url"];

    /// <summary>
    /// Whether a text may name a parameter: letters, digits and <c>_ . - [ ]</c>, and not <c>secret_key</c>, which no request may carry.
    /// </summary>
    public static bool IsName(string name) => name.Length > 0 && name != "secret_key" && !name.AsSpan().ContainsAnyExcept(NameLetters);

    /// <summary>Whether a parameter's value could be read as further parameters.</summary>
    /// <param name="name">The parameter's name; URLs are judged by fewer fields.</param>
    /// <param name="value">Its value. Backslashes do not count: some shops sign without them.</param>
    public static bool IsAmbiguous(string name, string value)
    {
        if (!value.Contains('&')) return false;
        var text = value.Replace("\\", "", StringComparison.Ordinal);
        var fields = name switch { "notify_url" => NeverInNotifyUrls, "return_url" => NeverInReturnUrls, _ => Known };
        return fields.Any(field => text.Contains($"&{field}=", StringComparison.Ordinal));
    }

    /// <summary>The text with a blank in place of each <c>&amp;</c> that begins a known field.</summary>
    public static string Neutral(string value)
    {
        if (!value.Contains('&')) return value;
        foreach (var field in Known) value = value.Replace($"&{field}=", $" {field}=", StringComparison.Ordinal);
        return value;
    }
}
