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
        var raw = new ProtoWriter();
        raw.Number(1, Timestamp);
        Write(raw, 2, TxTrieRoot.Span);
        Write(raw, 3, ParentHash.Span);
        raw.Number(7, Number);
        raw.Number(8, WitnessId);
        Write(raw, 9, WitnessAddress.Span);
        raw.Number(10, Version);
        Write(raw, 11, AccountStateRoot.Span);
        return Convert.ToHexStringLower(SHA256.HashData(raw.Written));
    }

    private static void Write(ProtoWriter raw, int field, ReadOnlySpan<byte> hex)
    {
        if (!hex.IsEmpty) raw.Hex(field, hex);
    }
}
