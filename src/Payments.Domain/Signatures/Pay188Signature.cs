using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Signatures;

/// <summary>Signatures of the 188Pay JSON API: sorted <c>k=v&amp;…</c>, then <c>&amp;secret_key=</c> and the key, MD5 in lower-case hex.</summary>
public static class Pay188Signature
{
    /// <summary>The field of the coin.</summary>
    public const string CoinField = "coinType";

    /// <summary>What the document takes where no coin is named. A shop that leaves it out may still have signed it.</summary>
    public const string DefaultCoin = "usdt";

    /// <summary>The fields of a request that the document has signed; <c>returnUrl</c> and <c>subject</c> are not.</summary>
    public static readonly IReadOnlyList<string> RequestFields = ["merchantId", "merchantOrderId", "amount", CoinField, "notifyUrl"];

    /// <summary>The signature over the non-empty parameters; a number takes part by its own JSON text.</summary>
    public static string Sign(IEnumerable<KeyValuePair<string, string?>> parameters, string secret) =>
        Convert.ToHexStringLower(Digest(parameters, secret));

    /// <summary>Whether a signature fits. Constant time; upper-case hex is accepted.</summary>
    public static bool Verify(IEnumerable<KeyValuePair<string, string?>> parameters, string sign, string secret)
    {
        Span<byte> given = stackalloc byte[MD5.HashSizeInBytes];
        if (sign.Length != MD5.HashSizeInBytes * 2 || Convert.FromHexString(sign, given, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        return CryptographicOperations.FixedTimeEquals(Digest(parameters, secret), given);
    }

    private static byte[] Digest(IEnumerable<KeyValuePair<string, string?>> parameters, string secret)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in parameters.Where(pair => !string.IsNullOrEmpty(pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append('&');
        if (text.Length == 0) text.Append('&');
        return MD5.HashData(Encoding.UTF8.GetBytes(text.Append("secret_key=").Append(secret).ToString()));
    }
}
