using System.Buffers.Binary;
using System.Security.Cryptography;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>The eighty bytes that a block begins with.</summary>
/// <param name="Hash">Double SHA-256 of them: the block's own hash, except on Dash.</param>
/// <param name="Previous">The hash of the block before it.</param>
/// <param name="MerkleRoot">The root of the tree of its transactions' ids, as it is in the bytes.</param>
/// <param name="Time">When its miner says that it was made.</param>
internal sealed record BlockHeader(string Hash, string Previous, ReadOnlyMemory<byte> MerkleRoot, DateTimeOffset Time)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 80;

    private const int HashLength = SHA256.HashSizeInBytes;

    /// <summary>Reads a header.</summary>
    /// <exception cref="ChainReadException">There are fewer bytes.</exception>
    public static BlockHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length) throw new ChainReadException("a block without a whole header") { IsTooMuch = true };
        Span<byte> hash = stackalloc byte[HashLength];
        DoubleHash(bytes[..Length], hash);
        return new BlockHeader(
            Name(hash), Name(bytes.Slice(4, HashLength)), bytes.Slice(4 + HashLength, HashLength).ToArray(),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + (2 * HashLength))..])));
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
