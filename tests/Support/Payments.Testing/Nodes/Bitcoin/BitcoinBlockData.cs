using System.Numerics;

namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>A block with real work, little as it is.</summary>
public sealed class BitcoinBlockData
{
    /// <summary>The bits of regtest: half of all hashes are small enough.</summary>
    public const uint RegtestBits = 0x207fffff;

    /// <summary>Makes a block; its first transaction is the one that makes coins.</summary>
    /// <param name="previous">The hash of the block before it.</param>
    /// <param name="time">Unix seconds.</param>
    /// <param name="transactions">What is in it.</param>
    /// <param name="work">What names it, what its work is done in, and how much of it.</param>
    /// <param name="version">The header's version.</param>
    /// <param name="nonce">The first nonce to try.</param>
    public BitcoinBlockData(
        byte[] previous, uint time, IReadOnlyList<BitcoinTransactionData> transactions, BitcoinWork work,
        uint version = 0x20000000, uint nonce = 0)
    {
        Transactions = transactions;
        var root = Root([.. transactions.Select(transaction => transaction.Hash)]);
        bool hasWork;
        do
        {
            Header = new BitcoinBytes().UInt32(version).Raw(previous).Raw(root).UInt32(time).UInt32(work.Bits).UInt32(nonce++).ToArray();
            hasWork = Number(work.Prove(Header)) <= TargetOf(work.Bits);
        }
        while (hasWork == work.IsMissing);
        Hash = work.Name(Header);
    }

    /// <summary>Its eighty bytes.</summary>
    public byte[] Header { get; }

    /// <summary>Its hash, bytes as they are hashed.</summary>
    public byte[] Hash { get; }

    /// <summary>Its name.</summary>
    public string Id => BitcoinBytes.Name(Hash);

    /// <summary>What is in it.</summary>
    public IReadOnlyList<BitcoinTransactionData> Transactions { get; }

    /// <summary>The root of the tree over hashes.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> hashes)
    {
        while (hashes.Count > 1)
            hashes = [.. hashes.Chunk(2).Select(pair => BitcoinBytes.DoubleHash([.. pair[0], .. pair[^1]]))];
        return hashes[0];
    }

    private static BigInteger TargetOf(uint bits) => (BigInteger)(bits & 0x7fffff) << (8 * ((int)(bits >> 24) - 3));

    private static BigInteger Number(byte[] hash) => new(hash, isUnsigned: true);

    /// <summary>Its bytes, or those of a block that leaves some of the last transactions out.</summary>
    public byte[] Serialize(int without = 0)
    {
        var bytes = new BitcoinBytes().Raw(Header).Count(Transactions.Count - without);
        foreach (var transaction in Transactions.SkipLast(without)) bytes.Raw(transaction.Serialize(withWitness: true));
        return bytes.ToArray();
    }
}

/// <summary>How blocks of a chain are named, and the work that is done for them.</summary>
/// <param name="Name">What names a block.</param>
/// <param name="Prove">The hash that must be small enough.</param>
/// <param name="Bits">How small.</param>
/// <param name="IsMissing">Whether blocks are made that lack their work.</param>
public sealed record BitcoinWork(Func<byte[], byte[]> Name, Func<byte[], byte[]> Prove, uint Bits, bool IsMissing);
