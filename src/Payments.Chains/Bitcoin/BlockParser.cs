using System.Security.Cryptography;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin;

/// <summary>An output to a watched address.</summary>
/// <param name="Transaction">The transaction's id.</param>
/// <param name="Index">Its place among the transaction's outputs.</param>
/// <param name="Units">Units of 10⁻⁸ coins.</param>
/// <param name="Script">Whom it pays.</param>
internal sealed record FoundOutput(string Transaction, int Index, UInt128 Units, byte[] Script);

/// <summary>Finds outputs in the bytes of a block, in the serialization of Bitcoin, Litecoin (MWEB) and Dash (DIP-2), and holds all transactions against the header.</summary>
internal static class BlockParser
{
    private const int IdLength = SHA256.HashSizeInBytes;

    /// <summary>The least bytes of a transaction: what a count of them is held against before memory is taken.</summary>
    private const int SmallestTransaction = 10;

    /// <summary>The flag of a transaction that has witnesses.</summary>
    private const int WitnessFlag = 1;

    /// <summary>The flag of a Litecoin transaction that belongs to the extension block.</summary>
    private const int MwebFlag = 8;

    /// <summary>Reads a whole block.</summary>
    /// <remarks>Outputs of the first transaction, newly made coins, do not count: they can be spent a hundred blocks later only, and nobody pays by mining.</remarks>
    /// <exception cref="ChainReadException">It is not whole, or not what its header says.</exception>
    public static List<FoundOutput> Read(ReadOnlySpan<byte> block, BlockHeader header, BitcoinCoin coin, BitcoinAddressSet watched)
    {
        var bytes = new BlockBytes(block);
        bytes.Take(BlockHeader.Length);
        var count = bytes.Count();
        if (count < 1 || count > block.Length / SmallestTransaction) throw new ChainReadException("a block without transactions, or cut off") { IsTooMuch = true };
        var ids = new byte[count * IdLength];
        var found = new List<FoundOutput>();
        for (var i = 0; i < count; i++)
        {
            var id = ids.AsSpan(i * IdLength, IdLength);
            var first = found.Count;
            ReadTransaction(ref bytes, coin, watched, found, id);
            if (i == 0) found.Clear();
            for (var added = first; added < found.Count; added++) found[added] = found[added] with { Transaction = BlockHeader.Name(id) };
        }
        if (!MerkleTree.Root(ids).SequenceEqual(header.MerkleRoot.Span)) throw new ChainReadException($"block {header.Hash} does not have the transactions that its header names");
        return found;
    }

    /// <summary>Reads a transaction that waits for a block.</summary>
    /// <exception cref="ChainReadException">It is cut off, or of a form that no ordinary transaction of a block has.</exception>
    public static List<FoundOutput> ReadOne(ReadOnlySpan<byte> transaction, BitcoinCoin coin, BitcoinAddressSet watched)
    {
        var bytes = new BlockBytes(transaction);
        var found = new List<FoundOutput>();
        var id = new byte[IdLength];
        ReadTransaction(ref bytes, coin, watched, found, id);
        var name = BlockHeader.Name(id);
        return found.ConvertAll(output => output with { Transaction = name });
    }

    private static void ReadTransaction(ref BlockBytes bytes, BitcoinCoin coin, BitcoinAddressSet watched, List<FoundOutput> found, Span<byte> id)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var start = bytes.Position;
        var version = bytes.UInt32();
        hash.AppendData(bytes.Since(start));
        // Where a coin has no witnesses, a zero is the number of inputs: Dash has transactions without any (DIP-6, DIP-27).
        var flags = coin.HasSegWit && bytes.Peek() == 0 ? bytes.Take(2)[1] : 0;
        if ((flags & ~(WitnessFlag | MwebFlag)) != 0) throw new ChainReadException("a transaction of an unknown form");
        start = bytes.Position;
        var inputs = bytes.Count();
        for (var i = 0L; i < inputs; i++)
        {
            bytes.Take(36);
            bytes.Take(bytes.Count());
            bytes.Take(4);
        }
        ReadOutputs(ref bytes, watched, found);
        hash.AppendData(bytes.Since(start));
        if ((flags & WitnessFlag) != 0)
            for (var i = 0L; i < inputs; i++)
                for (var items = bytes.Count(); items > 0; items--) bytes.Take(bytes.Count());
        // In a block the one transaction with this flag carries an empty extension: one zero byte.
        if ((flags & MwebFlag) != 0 && bytes.Take(1)[0] != 0) throw new ChainReadException("a transaction of the extension block among the ordinary ones");
        start = bytes.Position;
        bytes.Take(4);
        // A type in the upper half of the version, and what it brings at the end.
        if (coin.HasTransactionTypes && version >> 16 != 0) bytes.Take(bytes.Count());
        hash.AppendData(bytes.Since(start));
        hash.GetHashAndReset(id);
        SHA256.HashData(id, id);
    }

    private static void ReadOutputs(ref BlockBytes bytes, BitcoinAddressSet watched, List<FoundOutput> found)
    {
        var outputs = bytes.Count();
        for (var i = 0; i < outputs; i++)
        {
            var units = bytes.Int64();
            var script = bytes.Take(bytes.Count());
            if (units > 0 && watched.Contains(script)) found.Add(new FoundOutput("", i, (UInt128)units, script.ToArray()));
        }
    }
}
