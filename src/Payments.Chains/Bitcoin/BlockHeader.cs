using System.Buffers.Binary;
using System.Security.Cryptography;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The eighty bytes that a block begins with.</summary>
/// <param name="Hash">Double SHA-256 of them: the block's own hash, except on Dash.</param>
/// <param name="Previous">The hash of the block before it.</param>
/// <param name="Time">When its miner says that it was made.</param>
/// <param name="Bits">The target that its proof of work must meet, in compact form.</param>
/// <param name="Bytes">The bytes themselves.</param>
internal sealed record BlockHeader(string Hash, string Previous, DateTimeOffset Time, uint Bits, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 80;

    private const int HashLength = SHA256.HashSizeInBytes;
    private const int RootAt = 4 + HashLength;
    private const int TimeAt = RootAt + HashLength;

    /// <summary>The root of the tree of its transactions' ids, as it is in the bytes.</summary>
    public ReadOnlyMemory<byte> MerkleRoot => Bytes.Slice(RootAt, HashLength);

    /// <summary>Reads a header.</summary>
    /// <exception cref="ChainReadException">There are fewer bytes.</exception>
    public static BlockHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length) throw new ChainReadException("a block without a whole header") { IsTooMuch = true };
        var header = bytes[..Length].ToArray();
        Span<byte> hash = stackalloc byte[HashLength];
        DoubleHash(header, hash);
        return new BlockHeader(
            Name(hash), Name(header.AsSpan(4, HashLength)),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(TimeAt))),
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(TimeAt + 4)), header);
    }

    /// <summary>A hash as people and nodes write it, last byte first.</summary>
    public static string Name(ReadOnlySpan<byte> hash)
    {
        Span<byte> reversed = stackalloc byte[HashLength];
        hash.CopyTo(reversed);
        reversed.Reverse();
        return Convert.ToHexStringLower(reversed);
    }

    /// <summary>A name as a node gave it.</summary>
    /// <exception cref="ChainReadException">It is none.</exception>
    public static string CheckName(string hash) =>
        hash.Length == 2 * HashLength && hash.All(char.IsAsciiHexDigitLower) ? hash : throw new ChainReadException("a hash was expected");

    /// <summary>SHA-256 of SHA-256.</summary>
    public static void DoubleHash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        SHA256.HashData(bytes, hash);
        SHA256.HashData(hash, hash);
    }
}
