using System.Globalization;
using System.Security.Cryptography;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>The fields of a block's header, by which its id can be computed: eight bytes of number, then the rest of the SHA-256 of the header's bytes.</summary>
/// <remarks>The bytes are the Protocol Buffers form of <c>BlockHeader.raw</c> in java-tron's <c>Tron.proto</c>: fields in the order of their numbers, absent where zero or empty.</remarks>
internal struct TronHeader
{
    private const int IdDigits = 64;

    /// <summary>The year 9999.</summary>
    private const long LastMillisecond = 253_402_300_799_999;

    public long Number;
    public long Timestamp;
    public long WitnessId;
    public long Version;
    public ReadOnlyMemory<byte> TxTrieRoot;
    public ReadOnlyMemory<byte> ParentHash;
    public ReadOnlyMemory<byte> WitnessAddress;
    public ReadOnlyMemory<byte> AccountStateRoot;

    /// <summary>Whether there was a field that is not known here; then the id cannot be computed.</summary>
    public bool HasMore;

    /// <summary>Whether the header says that the block has no transactions: the root of an empty tree is zero.</summary>
    public readonly bool SaysEmpty => TxTrieRoot.Span.IndexOfAnyExcept((byte)'0') < 0;

    /// <summary>The block's name, if the id given with it is its own.</summary>
    /// <exception cref="ChainReadException">It is not, or the header is malformed.</exception>
    public readonly BlockRef Name(ReadOnlySpan<byte> id)
    {
        if (Number < 0 || Timestamp is < 0 or > LastMillisecond || id.Length != IdDigits) throw new ChainReadException("a block's header is malformed");
        var hash = TronHex.Lower(id);
        if (!hash.AsSpan(0, 16).SequenceEqual(Number.ToString("x16", CultureInfo.InvariantCulture))) throw new ChainReadException($"block {Number} has the id of another height");
        if (!HasMore && Number > 0 && !hash.AsSpan(16).SequenceEqual(Digest().AsSpan(16))) throw new ChainReadException($"the id of block {Number} is not the hash of its header");
        return new BlockRef(Number, hash, TronHex.Lower(ParentHash.Span), DateTimeOffset.FromUnixTimeMilliseconds(Timestamp));
    }

    private readonly string Digest()
    {
        Span<byte> bytes = stackalloc byte[320];
        var length = 0;
        WriteNumber(bytes, ref length, 1, Timestamp);
        WriteBytes(bytes, ref length, 2, TxTrieRoot.Span);
        WriteBytes(bytes, ref length, 3, ParentHash.Span);
        WriteNumber(bytes, ref length, 7, Number);
        WriteNumber(bytes, ref length, 8, WitnessId);
        WriteBytes(bytes, ref length, 9, WitnessAddress.Span);
        WriteNumber(bytes, ref length, 10, Version);
        WriteBytes(bytes, ref length, 11, AccountStateRoot.Span);
        return Convert.ToHexStringLower(SHA256.HashData(bytes[..length]));
    }

    private static void WriteNumber(Span<byte> bytes, ref int length, int field, long value)
    {
        if (value == 0) return;
        bytes[length++] = (byte)(field << 3);
        WriteVariable(bytes, ref length, (ulong)value);
    }

    private static void WriteBytes(Span<byte> bytes, ref int length, int field, ReadOnlySpan<byte> hex)
    {
        if (hex.IsEmpty) return;
        if (hex.Length > IdDigits) throw new ChainReadException("a block's header is malformed");
        bytes[length++] = (byte)((field << 3) | 2);
        bytes[length++] = (byte)(hex.Length / 2);
        if (Convert.FromHexString(hex, bytes[length..], out _, out var written) != System.Buffers.OperationStatus.Done) throw new ChainReadException("a block's header is malformed");
        length += written;
    }

    private static void WriteVariable(Span<byte> bytes, ref int length, ulong value)
    {
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
    }
}
