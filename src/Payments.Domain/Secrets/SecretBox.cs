using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Secrets;

/// <summary>
/// Seals secrets for storage: AES-256-GCM, written as <c>kid:base64(nonce | ciphertext | tag)</c> with a random nonce of 96 bits.
/// Purpose and owner are authenticated with it, so that a sealed value copied to another row or field does not open there.
/// </summary>
/// <remarks>A key seals at most 2^32 values, the limit that NIST SP 800-38D sets for random nonces; an installation stays far below it.</remarks>
public sealed class SecretBox(MasterKeyRing keys, IRandomBytes random)
{
    /// <summary>
    /// The keyed service that is a box under a key which follows from the installation's: what it seals stays as it is when the master key
    /// is rotated, because the installation's key is sealed afresh then.
    /// </summary>
    public const string OfInstallation = "installation";

    /// <summary>Longest secret, in UTF-8 bytes: room for a certificate chain.</summary>
    public const int MaxSecretBytes = 64 * 1024;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Seals a secret for one purpose of one owner, for example <c>api-secret</c> of a merchant id.</summary>
    public string Seal(string secret, string purpose, string owner)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        if (plain.Length > MaxSecretBytes) throw new SecretException($"A secret of {plain.Length} bytes is too long; at most {MaxSecretBytes} can be sealed.");
        var packet = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = packet.AsSpan(0, NonceBytes);
        random.Fill(nonce);
        using (var cipher = keys.Current.Cipher())
            cipher.Encrypt(nonce, plain, packet.AsSpan(NonceBytes, plain.Length), packet.AsSpan(NonceBytes + plain.Length), Bind(purpose, owner));
        CryptographicOperations.ZeroMemory(plain);
        return $"{keys.Current.Id}:{Convert.ToBase64String(packet)}";
    }

    /// <summary>Opens what <see cref="Seal"/> gave for the same purpose and owner.</summary>
    /// <exception cref="SecretException">The key is not known, or the value was damaged or belongs elsewhere.</exception>
    public string Open(string sealedText, string purpose, string owner)
    {
        var (id, packet) = Split(sealedText, purpose, owner);
        var key = keys.Find(id) ?? throw new SecretException(
            $"The {purpose} of {owner} is sealed under master key {id}, which is not among the keys of MasterKey. Add that key after the current one.");
        var plain = new byte[packet.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = key.Cipher();
            cipher.Decrypt(packet.AsSpan(0, NonceBytes), packet.AsSpan(NonceBytes, plain.Length), packet.AsSpan(NonceBytes + plain.Length), plain, Bind(purpose, owner));
        }
        catch (AuthenticationTagMismatchException mismatch)
        {
            throw new SecretException($"The {purpose} of {owner} does not open: it was changed, or was sealed for something else.", mismatch);
        }
        var secret = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return secret;
    }

    /// <summary>Whether a value is sealed under an older key, so that the next write should seal it afresh.</summary>
    public bool IsOutdated(string sealedText) => !sealedText.StartsWith(keys.Current.Id + ":", StringComparison.Ordinal);

    /// <summary>The id of the master key that a value is sealed under.</summary>
    public static string KeyOf(string sealedText) => sealedText[..Math.Max(0, sealedText.IndexOf(':'))];

    private static (string Id, byte[] Packet) Split(string sealedText, string purpose, string owner)
    {
        var colon = sealedText.IndexOf(':');
        var packet = new byte[sealedText.Length];
        if (colon <= 0 || !Convert.TryFromBase64String(sealedText[(colon + 1)..], packet, out var written) || written < NonceBytes + TagBytes)
            throw new SecretException($"The {purpose} of {owner} is no sealed value.");
        return (sealedText[..colon], packet[..written]);
    }

    /// <summary>The length in front keeps two pairs with the same joined text apart.</summary>
    private static byte[] Bind(string purpose, string owner)
    {
        var purposeBytes = Encoding.UTF8.GetByteCount(purpose);
        var bound = new byte[sizeof(int) + purposeBytes + Encoding.UTF8.GetByteCount(owner)];
        BinaryPrimitives.WriteInt32BigEndian(bound, purposeBytes);
        Encoding.UTF8.GetBytes(purpose, bound.AsSpan(sizeof(int)));
        Encoding.UTF8.GetBytes(owner, bound.AsSpan(sizeof(int) + purposeBytes));
        return bound;
    }
}
