using System.Text;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>Which transactions of a block had their result. Results come in the block's order, and are looked up only where they do not.</summary>
internal sealed class SeenTransactions(TronBlock block)
{
    private readonly bool[] seen = new bool[block.Transactions.Count];
    private Dictionary<string, int>? positions;

    /// <summary>How many had it.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all had it.</summary>
    public bool IsComplete => Count == seen.Length;

    /// <summary>Notes a result and tells its transaction's place in the block.</summary>
    /// <exception cref="ChainReadException">It is of no transaction of the block, or came twice.</exception>
    public int Add(ReadOnlySpan<byte> id)
    {
        var position = Count < seen.Length && Ascii.EqualsIgnoreCase(block.IdOf(Count), id) ? Count : Find(TronHex.Lower(id));
        if (seen[position]) throw new ChainReadException($"two results of one transaction in block {block.Name.Number}");
        seen[position] = true;
        Count++;
        return position;
    }

    private int Find(string id)
    {
        positions ??= Positions();
        return positions.TryGetValue(id, out var position)
            ? position
            : throw new ChainReadException($"a result of a transaction that is not in block {block.Name.Number}");
    }

    /// <summary>Of an id that comes twice the first place counts; the second has no result of its own then.</summary>
    private Dictionary<string, int> Positions()
    {
        var found = new Dictionary<string, int>(seen.Length);
        for (var i = 0; i < seen.Length; i++) found.TryAdd(TronHex.Lower(block.IdOf(i)), i);
        return found;
    }
}
