namespace Payments.Testing.Nodes.Bitcoin;

/// <summary>A block with the little work that regtest asks for.</summary>
public sealed class BitcoinBlockData
{
    private const uint RegtestBits = 0x207fffff;

    /// <summary>Makes a block; its first transaction is the one that makes coins.</summary>
    public BitcoinBlockData(byte[] previous, uint time, IReadOnlyList<BitcoinTransactionData> transactions, Func<byte[], byte[]> hash, uint version = 0x20000000, uint nonce = 0)
    {
        Transactions = transactions;
        var root = Root([.. transactions.Select(transaction => transaction.Hash)]);
        // Half of all hashes are small enough.
        do
        {
            Header = new BitcoinBytes().UInt32(version).Raw(previous).Raw(root).UInt32(time).UInt32(RegtestBits).UInt32(nonce++).ToArray();
            Hash = hash(Header);
        }
        while (Hash[31] > 0x7f);
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

    /// <summary>Its bytes, or those of a block that leaves some of the last transactions out.</summary>
    public byte[] Serialize(int without = 0)
    {
        var bytes = new BitcoinBytes().Raw(Header).Count(Transactions.Count - without);
        foreach (var transaction in Transactions.SkipLast(without)) bytes.Raw(transaction.Serialize(withWitness: true));
        return bytes.ToArray();
    }
}
