using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Identity;

/// <summary>Ids derived from a secret and the names they stand for, so that they need no index and cannot be guessed.</summary>
internal static class KeyedId
{
    private const int IdBytes = 16;

    [ThreadStatic]
    private static KeptFunction? kept;

    /// <summary>32 hex digits: the first 128 bits of HMAC-SHA256 over the UTF-8 of both texts with a zero byte between.</summary>
    public static string Derive(ReadOnlySpan<byte> key, string scope, string name)
    {
        var length = Encoding.UTF8.GetByteCount(scope) + 1 + Encoding.UTF8.GetByteCount(name);
        var message = length <= 512 ? stackalloc byte[length] : new byte[length];
        var written = Encoding.UTF8.GetBytes(scope, message);
        message[written++] = 0;
        Encoding.UTF8.GetBytes(name, message[written..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var keyed = Keyed(key);
        keyed.AppendData(message);
        keyed.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash[..IdBytes]);
    }

    /// <summary>Reads 32 hex digits, or the same as a UUID with dashes, in any case.</summary>
    public static bool TryParse(string? text, out string id)
    {
        id = "";
        if (text is null || !Guid.TryParseExact(text, text.Length == 32 ? "N" : "D", out var guid)) return false;
        id = guid.ToString("N");
        return true;
    }

    /// <summary>An id as a UUID.</summary>
    public static string ToUuid(string id) => Guid.ParseExact(id, "N").ToString("D");

    /// <summary>The function under this key. There is one installation key: setting a key up costs as much as the hash, so each thread keeps it.</summary>
    private static IncrementalHash Keyed(ReadOnlySpan<byte> key)
    {
        if (kept is { } last && CryptographicOperations.FixedTimeEquals(key, last.Key)) return last.Function;
        kept?.Function.Dispose();
        kept = new(key.ToArray(), IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        return kept.Function;
    }

    private sealed record KeptFunction(byte[] Key, IncrementalHash Function);
}
