using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin.Work;

/// <summary>
/// How much work a network asks of its blocks, as in <c>chainparams.cpp</c> and <c>pow.cpp</c> of Bitcoin Core and Litecoin Core.
/// </summary>
/// <param name="LimitBits">Leading zeros of the easiest target that the network takes.</param>
internal sealed record WorkRules(int LimitBits)
{
    /// <summary>Blocks between two changes of the target.</summary>
    public const int Interval = 2016;

    /// <summary>A target may rise or fall by this factor at most at a time.</summary>
    private const int Step = 4;

    /// <summary>How much easier than the known block a newer one may be.</summary>
    private const int Slack = 16;

    private static readonly BigInteger AllHashes = BigInteger.One << 256;

    /// <summary>Whether work is proven by scrypt (N 1024, r 1, p 1) and not by the hash that names the block.</summary>
    public bool IsScrypt { get; init; }

    /// <summary>
    /// How long <see cref="Interval"/> blocks are to take; null where targets prove nothing, because a block may always be of the least
    /// work.
    /// </summary>
    public TimeSpan? Period { get; init; }

    /// <summary>Whether a period is counted from the last block of the one before it. Litecoin does so, except for its first.</summary>
    public bool CountsFromBefore { get; init; }

    /// <summary>A block of the network, by which a chain is told that was made up from its beginning; null for none.</summary>
    public KnownWork? Known { get; init; }

    private BigInteger Limit => (AllHashes >> LimitBits) - 1;

    /// <summary>Whether the first block of a period is due at a height.</summary>
    public static bool IsRetarget(long number) => number % Interval == 0;

    /// <summary>Holds a header's hash against its bits, and these against the least work that the network takes.</summary>
    /// <returns>How many hashes it takes on average to make such a block.</returns>
    /// <exception cref="ChainReadException">There is less work in it.</exception>
    public BigInteger Check(BlockHeader header)
    {
        if (CompactTarget.Read(header.Bits) is not { } target || target > Limit)
            throw new ChainReadException($"block {header.Hash} has the target {header.Bits:x8}, which its network does not take");
        if (Known is { } known && header.Time > known.Time && target > CompactTarget.Read(known.Bits)!.Value * Slack)
            throw new ChainReadException($"block {header.Hash} has the target {header.Bits:x8}, which is too easy for a block of its time");
        if (HashOf(header) > target) throw new ChainReadException($"block {header.Hash} does not have the work that it claims");
        return AllHashes / (target + 1);
    }

    /// <summary>The bits of a period's first block.</summary>
    /// <param name="bits">The bits of the period before it.</param>
    /// <param name="took">How long that period took.</param>
    public uint Next(uint bits, TimeSpan took)
    {
        var planned = (long)Period!.Value.TotalSeconds;
        var seconds = Math.Clamp((long)took.TotalSeconds, planned / Step, planned * Step);
        var target = CompactTarget.Read(bits)!.Value;
        // Litecoin's product of its easiest targets would not fit into 256 bits, so that they lose their last one.
        var shift = IsScrypt && target.GetBitLength() > Limit.GetBitLength() - 1 ? 1 : 0;
        return CompactTarget.Write(BigInteger.Min(((target >> shift) * seconds / planned) << shift, Limit));
    }

    private BigInteger HashOf(BlockHeader header)
    {
        if (IsScrypt)
        {
            var bytes = header.Bytes.ToArray();
            return Number(SCrypt.Generate(bytes, bytes, N: 1024, r: 1, p: 1, dkLen: SHA256.HashSizeInBytes));
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        BlockHeader.DoubleHash(header.Bytes.Span, hash);
        return Number(hash);
    }

    private static BigInteger Number(ReadOnlySpan<byte> hash) => new(hash, isUnsigned: true, isBigEndian: false);
}

/// <summary>How much work a block of a network had.</summary>
/// <param name="Time">When it was made. Blocks before it may have had less.</param>
/// <param name="Bits">Its target.</param>
internal sealed record KnownWork(DateTimeOffset Time, uint Bits);
