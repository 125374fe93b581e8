using System.Globalization;

namespace Payments.Providers.WeChat.Keys;

/// <summary>What a signature of WeChat Pay's proves.</summary>
public enum WeChatProof
{
    /// <summary>It is WeChat Pay's, over these bytes, of the last five minutes.</summary>
    Fits,

    /// <summary>A header is missing, or cannot be what it should.</summary>
    NotSigned,

    /// <summary>It is older or newer than five minutes.</summary>
    Stale,

    /// <summary>A false one, sent on purpose to see whether it is refused.</summary>
    Probe,

    /// <summary>It is by a key that is not known, or not good now.</summary>
    UnknownKey,

    /// <summary>It is not over these bytes, or by another key than it says.</summary>
    Wrong,
}

/// <summary>Verifies answers and notices over their bytes.</summary>
public static class WeChatVerifier
{
    /// <summary>How far WeChat Pay's clock and ours may be apart.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>The header that names the key.</summary>
    public const string SerialHeader = "Wechatpay-Serial";

    private const int LongestHeader = 2048;

    /// <summary>What is proved. Never throws.</summary>
    /// <param name="headers">The headers, by name in any case.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="keys">The keys that are known.</param>
    /// <param name="now">The present.</param>
    public static WeChatProof Verify(
        IReadOnlyDictionary<string, string> headers, ReadOnlySpan<byte> body, WeChatKeyring keys, DateTimeOffset now)
    {
        if (Header(headers, "Wechatpay-Signature") is not { } signature || Header(headers, SerialHeader) is not { } serial ||
            Header(headers, "Wechatpay-Timestamp") is not { } timestamp || Header(headers, "Wechatpay-Nonce") is not { } nonce)
            return WeChatProof.NotSigned;
        if (Header(headers, "Wechatpay-Signature-Type") is { } scheme && scheme != WeChatSignature.Scheme) return WeChatProof.NotSigned;
        if (signature.StartsWith(WeChatSignature.ProbeMark, StringComparison.Ordinal)) return WeChatProof.Probe;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return WeChatProof.NotSigned;
        if (Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) > (decimal)Window.TotalSeconds) return WeChatProof.Stale;
        if (keys.Find(serial, now) is not { Key: var key }) return WeChatProof.UnknownKey;
        var text = WeChatSignature.AnswerText(timestamp, nonce, body);
        return WeChatSignature.Fits(key, text, signature) ? WeChatProof.Fits : WeChatProof.Wrong;
    }

    internal static string? Header(IReadOnlyDictionary<string, string> headers, string name)
    {
        if (headers.TryGetValue(name, out var value)) return Short(value);
        foreach (var (key, found) in headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return Short(found);
        return null;
    }

    private static string? Short(string value) => value.Length is > 0 and <= LongestHeader ? value : null;
}
