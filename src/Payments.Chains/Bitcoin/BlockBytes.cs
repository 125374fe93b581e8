using System.Buffers.Binary;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>Reads the bytes of a block one after the other.</summary>
internal ref struct BlockBytes(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>How far it is.</summary>
    public int Position { get; private set; }

    /// <summary>The next bytes.</summary>
    /// <exception cref="ChainReadException">The block ends before.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > bytes.Length - Position) throw new ChainReadException("a block that ends too early") { IsTooMuch = true };
        var part = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return part;
    }

    /// <summary>What was read since a place.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => bytes[start..Position];

    /// <summary>The next byte, which is not taken.</summary>
    public readonly byte Peek() => Position < bytes.Length ? bytes[Position] : throw new ChainReadException("a block that ends too early") { IsTooMuch = true };

    /// <summary>A number of four bytes.</summary>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A number of eight bytes.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A count or length of one to nine bytes.</summary>
    public long Count() => Take(1)[0] switch
    {
        0xfd => BinaryPrimitives.ReadUInt16LittleEndian(Take(2)),
        0xfe => UInt32(),
        0xff => Int64(),
        var small => small,
    };
}
