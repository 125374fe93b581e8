using System.Security.Cryptography;
using System.Text;

namespace Payments.Providers.WeChat;

/// <summary>
/// Signatures of WeChat Pay's API v3: SHA-256 with RSA (PKCS#1 v1.5) over lines that each end with a line feed, the last one too.
/// </summary>
public static class WeChatSignature
{
    /// <summary>The scheme's name, in <c>Authorization</c> and in <c>Wechatpay-Signature-Type</c>.</summary>
    public const string Scheme = "WECHATPAY2-SHA256-RSA2048";

    /// <summary>What begins the false signatures that WeChat Pay sends now and then to see whether they are refused.</summary>
    public const string ProbeMark = "WECHATPAY/SIGNTEST/";

    /// <summary>Signs a text.</summary>
    public static string Sign(RSA key, ReadOnlySpan<byte> text) =>
        Convert.ToBase64String(key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    /// <summary>Whether a signature is one over a text. Never throws.</summary>
    public static bool Fits(RSA key, ReadOnlySpan<byte> text, string signature)
    {
        if (signature.StartsWith(ProbeMark, StringComparison.Ordinal)) return false;
        Span<byte> bytes = stackalloc byte[1024];
        return signature.Length <= bytes.Length && Convert.TryFromBase64String(signature, bytes, out var length) &&
            key.VerifyData(text, bytes[..length], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>What a request's signature is over.</summary>
    /// <param name="method">The HTTP method, upper case.</param>
    /// <param name="target">Path and query, exactly as they are sent.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="nonce">A text of the sender's, used once.</param>
    /// <param name="body">The body, byte for byte; empty for none.</param>
    public static byte[] RequestText(string method, string target, string timestamp, string nonce, ReadOnlySpan<byte> body) =>
        Text($"{method}\n{target}\n{timestamp}\n{nonce}\n", body);

    /// <summary>What the signature of an answer or a notice is over.</summary>
    public static byte[] AnswerText(string timestamp, string nonce, ReadOnlySpan<byte> body) => Text($"{timestamp}\n{nonce}\n", body);

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <param name="merchant">The merchant's number.</param>
    /// <param name="serial">The serial number of the merchant's own certificate.</param>
    /// <param name="timestamp">What was signed.</param>
    /// <param name="nonce">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public static string Authorization(string merchant, string serial, string timestamp, string nonce, string signature) =>
        $"{Scheme} mchid=\"{merchant}\",nonce_str=\"{nonce}\",signature=\"{signature}\",timestamp=\"{timestamp}\",serial_no=\"{serial}\"";

    private static byte[] Text(string head, ReadOnlySpan<byte> body)
    {
        var length = Encoding.UTF8.GetByteCount(head);
        var text = new byte[length + body.Length + 1];
        Encoding.UTF8.GetBytes(head, text);
        body.CopyTo(text.AsSpan(length));
        text[^1] = (byte)'\n';
        return text;
    }
}
