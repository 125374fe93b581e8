using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>Writes what Bitcoin serializes.</summary>
internal sealed class BitcoinBytes
{
    private readonly MemoryStream stream = new();

    /// <summary>SHA-256 of SHA-256.</summary>
    public static byte[] DoubleHash(ReadOnlySpan<byte> bytes) => SHA256.HashData(SHA256.HashData(bytes));

    /// <summary>A hash as nodes write it, last byte first.</summary>
    public static string Name(byte[] hash) => Convert.ToHexStringLower([.. Enumerable.Reverse(hash)]);

    public BitcoinBytes Raw(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        return this;
    }

    public BitcoinBytes UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public BitcoinBytes Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Raw(bytes);
    }

    public BitcoinBytes Count(int value) => value < 0xfd ? Raw([(byte)value]) : value <= ushort.MaxValue ? Raw([0xfd, (byte)value, (byte)(value >> 8)]) : Raw([0xfe]).UInt32((uint)value);

    public BitcoinBytes Text(ReadOnlySpan<byte> bytes) => Count(bytes.Length).Raw(bytes);

    public byte[] ToArray() => stream.ToArray();
}
