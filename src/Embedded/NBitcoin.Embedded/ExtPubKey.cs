using System.Buffers.Binary;
using System.Security.Cryptography;
using NBitcoin.Secp256k1;

namespace NBitcoin;

/// <summary>An extended public key of BIP-32.</summary>
public sealed class ExtPubKey
{
    /// <summary>Bytes of one: depth, fingerprint of the parent, number of the child, chain code, key.</summary>
    public const int Length = 1 + 4 + 4 + ChainCodeLength + CurvePoint.CompressedLength;

    private const int ChainCodeLength = 32;
    private const uint Hardened = 0x80000000;

    /// <summary>Reads a key without the version that stands before it in its text.</summary>
    /// <exception cref="FormatException">The length is wrong, or the key is no point of the curve.</exception>
    /// <exception cref="ArgumentException">A master key, of depth 0, names a parent.</exception>
    public ExtPubKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new FormatException($"An extpubkey should be {Length} bytes");
        Depth = bytes[0];
        if (Depth == 0 && bytes[1..9].IndexOfAnyExcept((byte)0) >= 0) throw new ArgumentException("Invalid ExtPubKey: Master key (depth 0) must have zero parent fingerprint and zero child number", nameof(bytes));
        Child = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]);
        ChainCode = bytes.Slice(9, ChainCodeLength).ToArray();
        PubKey = new PubKey(bytes[(9 + ChainCodeLength)..].ToArray());
    }

    private ExtPubKey(PubKey pubkey, byte[] chainCode, byte depth, uint child) => (PubKey, ChainCode, Depth, Child) = (pubkey, chainCode, depth, child);

    /// <summary>How many derivations lie between the master key and this one.</summary>
    public byte Depth { get; }

    /// <summary>Its number among its parent's children.</summary>
    public uint Child { get; }

    /// <summary>What its children are derived with beside the key.</summary>
    public byte[] ChainCode { get; }

    /// <summary>The key itself.</summary>
    public PubKey PubKey { get; }

    /// <summary>The child of a number below 2³¹.</summary>
    /// <exception cref="InvalidOperationException">The number is of a hardened child, which only the private key has; or the child is one of the 2⁻¹²⁷ that do not exist.</exception>
    public ExtPubKey Derive(uint index)
    {
        if (index >= Hardened) throw new InvalidOperationException("A public key can't derivate an hardened child");
        Span<byte> content = stackalloc byte[CurvePoint.CompressedLength + sizeof(uint)];
        PubKey.Point.ToCompressed().CopyTo(content);
        BinaryPrimitives.WriteUInt32BigEndian(content[CurvePoint.CompressedLength..], index);
        Span<byte> hash = stackalloc byte[HMACSHA512.HashSizeInBytes];
        HMACSHA512.HashData(ChainCode, content, hash);
        if (!Generator.TryAdd(PubKey.Point, hash[..32], out var child)) throw new InvalidOperationException("There is no child of this number");
        return new ExtPubKey(PubKey.Of(child), hash[32..].ToArray(), (byte)(Depth + 1), index);
    }
}
