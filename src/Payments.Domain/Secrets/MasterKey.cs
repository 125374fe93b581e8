using System.Security.Cryptography;

namespace Payments.Domain.Secrets;

/// <summary>One master key of 32 bytes. Its id is derived from it, so that no list of ids has to be kept beside the keys.</summary>
public sealed class MasterKey
{
    /// <summary>Length of a key in bytes: AES-256.</summary>
    public const int Bytes = 32;

    private readonly byte[] key;

    /// <summary>Takes a copy of the bytes.</summary>
    /// <exception cref="SecretException">They are not 32.</exception>
    public MasterKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes) throw new SecretException($"A master key has {Bytes} bytes, this one has {bytes.Length}. Make one with: openssl rand -base64 {Bytes}");
        key = bytes.ToArray();
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(key, "payments master key id"u8)[..4]);
    }

    /// <summary>Eight hex digits that tell keys apart and reveal nothing of them.</summary>
    public string Id { get; }

    internal AesGcm Cipher() => new(key, AesGcm.TagByteSizes.MaxSize);

    /// <inheritdoc />
    public override string ToString() => $"MasterKey {{ {Id} }}";
}
