using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Secrets;

/// <summary>
/// Reads Fernet tokens, in which Django applications keep secrets (https://github.com/fernet/spec): version 0x80, time, IV, AES-128-CBC,
/// and HMAC-SHA256 over all of it, as base64 for URLs. The gateway makes none; its own secrets are in <see cref="SecretBox"/>.
/// </summary>
/// <remarks>The time is not judged: a token of an old installation is as old as it is.</remarks>
public sealed class FernetReader
{
    private const byte Version = 0x80;
    private const int HalfKeyBytes = 16;
    private const int IvBytes = 16;
    private const int BlockBytes = 16;
    private const int HeadBytes = 1 + sizeof(long);

    private readonly byte[] signing;
    private readonly byte[] encryption;

    private FernetReader(byte[] key) => (signing, encryption) = (key[..HalfKeyBytes], key[HalfKeyBytes..]);

    /// <summary>Under the key that the CrazyMiner application derives: SHA-256 of Django's <c>SECRET_KEY</c>.</summary>
    public static FernetReader OfDjango(string secretKey) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secretKey)));

    /// <summary>
    /// Reads a token, or one that was written as base64 once more, as that application stores it; false where it was made under another
    /// key, or was changed.
    /// </summary>
    public bool TryRead(string token, out string text)
    {
        text = "";
        if (!TryDecode(token, out var bytes)) return false;
        if (bytes is [not Version, ..] && !TryDecode(Encoding.ASCII.GetString(bytes), out bytes)) return false;
        var ciphered = bytes.Length - HeadBytes - IvBytes - SHA256.HashSizeInBytes;
        if (ciphered < BlockBytes || ciphered % BlockBytes != 0 || bytes[0] != Version) return false;
        var signed = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(signing, signed), bytes.AsSpan(signed.Length))) return false;
        using var cipher = Aes.Create();
        cipher.Key = encryption;
        try
        {
            text = Encoding.UTF8.GetString(
                cipher.DecryptCbc(signed[(HeadBytes + IvBytes)..], signed.Slice(HeadBytes, IvBytes), PaddingMode.PKCS7));
            return true;
        }
        catch (CryptographicException)
        {
            // Signed and badly padded: nobody's library makes that.
            return false;
        }
    }

    private static bool TryDecode(string token, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(token)) return false;
        bytes = Base64Url.DecodeFromChars(token);
        return true;
    }
}
