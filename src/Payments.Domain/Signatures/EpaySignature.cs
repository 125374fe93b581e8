using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Signatures;

/// <summary>EPay signatures: keys sorted, <c>sign</c> and <c>sign_type</c> left out, <c>k=v&amp;…</c> with raw values, the key appended, digest in hex.</summary>
/// <remarks>
/// The 188Pay document leaves empty values out. Real shops differ (see docs/faces.md): some sign empty values too, some sign
/// with backslashes stripped, SSPanel signs with SHA-256. Each variant needs the secret, so all are accepted. Names are sorted as texts, as PHP
/// sorts all names that it does not take for numbers.
/// </remarks>
public static class EpaySignature
{
    /// <summary>The lower-case signature over the non-empty parameters.</summary>
    /// <param name="parameters">Names and raw values.</param>
    /// <param name="secret">The merchant's key.</param>
    /// <param name="signType"><c>MD5</c> or <c>SHA256</c>.</param>
    public static string Sign(IEnumerable<KeyValuePair<string, string>> parameters, string secret, string signType)
    {
        var sorted = Sorted(parameters);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Digest(sorted, secret, IsSha256(signType), keepEmpty: false, stripBackslashes: false, digest);
        return Convert.ToHexStringLower(digest[..length]);
    }

    /// <summary>Whether a signature fits the parameters received, in any of the variants that real shops use. Constant time.</summary>
    public static bool Verify(IReadOnlyList<KeyValuePair<string, string>> parameters, string sign, string? signType, string secret)
    {
        var useSha256 = IsSha256(signType);
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(sign, given, out _, out var written) != OperationStatus.Done) return false;
        if (written != (useSha256 ? SHA256.HashSizeInBytes : MD5.HashSizeInBytes)) return false;

        var sorted = Sorted(parameters);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var hasEmpty = sorted.Exists(static pair => pair.Value.Length == 0);
        var hasBackslash = sorted.Exists(static pair => pair.Value.Contains('\\'));
        for (var variant = 0; variant < 4; variant++)
        {
            var (keepEmpty, strip) = ((variant & 1) != 0, (variant & 2) != 0);
            if (keepEmpty && !hasEmpty || strip && !hasBackslash) continue;
            var length = Digest(sorted, secret, useSha256, keepEmpty, strip, digest);
            if (CryptographicOperations.FixedTimeEquals(digest[..length], given[..written])) return true;
        }
        return false;
    }

    /// <summary>Whether a sign type names a digest that is known here; a missing one is MD5.</summary>
    public static bool IsKnown(string? signType) => string.IsNullOrEmpty(signType) || IsSha256(signType) || signType.Equals("MD5", StringComparison.OrdinalIgnoreCase);

    private static bool IsSha256(string? signType) => string.Equals(signType, "SHA256", StringComparison.OrdinalIgnoreCase);

    private static List<KeyValuePair<string, string>> Sorted(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var sorted = new List<KeyValuePair<string, string>>(16);
        foreach (var pair in parameters)
            if (pair.Key is not ("sign" or "sign_type")) sorted.Add(pair);
        sorted.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return sorted;
    }

    private static int Digest(List<KeyValuePair<string, string>> sorted, string secret, bool useSha256, bool keepEmpty, bool stripBackslashes, Span<byte> digest)
    {
        var size = Encoding.UTF8.GetMaxByteCount(secret.Length);
        foreach (var pair in sorted) size += Encoding.UTF8.GetMaxByteCount(pair.Key.Length + pair.Value.Length) + 2;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var at = 0;
            foreach (var (key, value) in sorted)
            {
                if (value.Length == 0 && !keepEmpty) continue;
                if (at > 0) buffer[at++] = (byte)'&';
                at += Encoding.UTF8.GetBytes(key, buffer.AsSpan(at));
                buffer[at++] = (byte)'=';
                at += Encoding.UTF8.GetBytes(stripBackslashes ? StripSlashes(value) : value, buffer.AsSpan(at));
            }
            at += Encoding.UTF8.GetBytes(secret, buffer.AsSpan(at));
            return useSha256 ? SHA256.HashData(buffer.AsSpan(0, at), digest) : MD5.HashData(buffer.AsSpan(0, at), digest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>As PHP's <c>stripslashes</c>: a backslash goes, what follows it stays.</summary>
    internal static string StripSlashes(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && ++i >= value.Length) break;
            text.Append(value[i]);
        }
        return text.ToString();
    }
}
