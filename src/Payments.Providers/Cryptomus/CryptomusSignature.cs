using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Providers.Cryptomus;

/// <summary>
/// Cryptomus' signature, of requests and webhooks alike: MD5 in lower-case hex over the base64 of the body's bytes and the key behind it.
/// There is no time and no nonce in it.
/// </summary>
public static class CryptomusSignature
{
    /// <summary>Signs the bytes that are sent. A request without a body signs the key alone.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string key) => Convert.ToHexStringLower(Digest(body, key));

    /// <summary>Whether a signature fits. Constant time; upper-case hex is accepted.</summary>
    public static bool Matches(ReadOnlySpan<byte> body, string key, string sign)
    {
        Span<byte> given = stackalloc byte[MD5.HashSizeInBytes];
        if (sign.Length != MD5.HashSizeInBytes * 2 || !TryHex(sign, given)) return false;
        return CryptographicOperations.FixedTimeEquals(Digest(body, key), given);
    }

    /// <summary>The recharge document's own scheme: HMAC-SHA256 in lower-case hex over the body's bytes, under the key's text.</summary>
    public static string SignHeader(ReadOnlySpan<byte> body, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body));

    /// <summary>Whether a signature of <see cref="SignHeader"/> fits. Constant time; upper-case hex is accepted.</summary>
    public static bool MatchesHeader(ReadOnlySpan<byte> body, string key, string sign)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (sign.Length != HMACSHA256.HashSizeInBytes * 2 || !TryHex(sign, given)) return false;
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body), given);
    }

    private static bool TryHex(string text, Span<byte> bytes) => Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done;

    private static byte[] Digest(ReadOnlySpan<byte> body, string key)
    {
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(body.Length) + Encoding.UTF8.GetByteCount(key)];
        Base64.EncodeToUtf8(body, text, out _, out var length);
        length += Encoding.UTF8.GetBytes(key, text.AsSpan(length));
        return MD5.HashData(text.AsSpan(0, length));
    }
}
