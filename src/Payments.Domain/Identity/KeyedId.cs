using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Identity;

/// <summary>Ids derived from a secret and the names they stand for, so that they need no index and cannot be guessed.</summary>
internal static class KeyedId
{
    private const int IdBytes = 16;

    /// <summary>32 hex digits: the first 128 bits of HMAC-SHA256 over the UTF-8 of both texts with a zero byte between.</summary>
    public static string Derive(ReadOnlySpan<byte> key, string scope, string name)
    {
        var length = Encoding.UTF8.GetByteCount(scope) + 1 + Encoding.UTF8.GetByteCount(name);
        var message = length <= 512 ? stackalloc byte[length] : new byte[length];
        var written = Encoding.UTF8.GetBytes(scope, message);
        message[written++] = 0;
        Encoding.UTF8.GetBytes(name, message[written..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, hash);
        return Convert.ToHexStringLower(hash[..IdBytes]);
    }
}
