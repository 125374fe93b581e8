using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Providers.WeChat;

/// <summary>
/// What WeChat Pay encrypts: notices and certificates by AES-256-GCM under the APIv3 key, sensitive fields by RSA-OAEP with SHA-1.
/// </summary>
public static class WeChatCipher
{
    /// <summary>The length of an APIv3 key in bytes; each is an ASCII character.</summary>
    public const int KeyBytes = 32;

    /// <summary>The name of the only algorithm that notices come in.</summary>
    public const string Algorithm = "AEAD_AES_256_GCM";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Whether a text can be an APIv3 key: 32 visible ASCII characters, no blank before or behind.</summary>
    public static bool IsKey(string text) => text.Length == KeyBytes && text.All(letter => letter is > ' ' and <= '~');

    /// <summary>Decrypts; null where anything does not fit, nearly always because of another key. Never throws.</summary>
    /// <param name="key">The APIv3 key.</param>
    /// <param name="nonce">Twelve ASCII bytes.</param>
    /// <param name="associated">What is authenticated beside it; empty for none.</param>
    /// <param name="ciphertext">Base64 of the ciphertext and the tag.</param>
    public static byte[]? Open(string key, string nonce, string associated, string ciphertext)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(ciphertext.Length)];
        if (!IsKey(key) || Encoding.UTF8.GetByteCount(nonce) != NonceBytes) return null;
        if (!Convert.TryFromBase64String(ciphertext, bytes, out var length) || length < TagBytes) return null;
        var plain = new byte[length - TagBytes];
        try
        {
            using var aes = new AesGcm(Encoding.ASCII.GetBytes(key), TagBytes);
            aes.Decrypt(Encoding.UTF8.GetBytes(nonce), bytes.AsSpan(0, plain.Length), bytes.AsSpan(plain.Length, TagBytes), plain,
                Encoding.UTF8.GetBytes(associated));
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Encrypts a sensitive field for the holder of a key.</summary>
    public static string Seal(RSA key, string text) =>
        Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(text), RSAEncryptionPadding.OaepSHA1));

    /// <summary>Decrypts a sensitive field; null where it was not encrypted for this key.</summary>
    public static string? Unseal(RSA key, string text)
    {
        try
        {
            return Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(text), RSAEncryptionPadding.OaepSHA1));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
