using System.Numerics;
using Payments.Chains.Reading;

namespace Payments.Chains.Bitcoin.Work;

/// <summary>
/// Holds headers against the rules of their network. A header's parent is told by its hash, so that a chain which begins at a block that
/// was believed has its targets from that block on, whatever node goes on with it.
/// </summary>
internal sealed class WorkCheck(WorkRules rules)
{
    /// <summary>Headers that are remembered, so that the parent of the next block need not be asked for.</summary>
    private const int Remembered = 64;

    private readonly Dictionary<string, (long? Number, BlockHeader Header)> known = [];
    private readonly Queue<string> order = new();
    private readonly Lock gate = new();

    /// <summary>Checks a header.</summary>
    /// <param name="source">Who tells of the headers before it.</param>
    /// <param name="number">Its height.</param>
    /// <param name="header">The header.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many hashes it takes on average to make such a block.</returns>
    /// <exception cref="ChainReadException">
    /// It has less work than the rules ask for, or the node does not tell of the headers before it.
    /// </exception>
    public async Task<BigInteger> CheckAsync(IBlockSource source, long number, BlockHeader header, CancellationToken cancellationToken)
    {
        var work = rules.Check(header);
        if (rules.Period is null || number == 0 || IsChecked(number, header)) return work;
        var parent = await HeaderAsync(source, header.Previous, cancellationToken);
        var expected = WorkRules.IsRetarget(number) ? await RetargetAsync(source, number, parent, cancellationToken) : parent.Bits;
        if (header.Bits != expected)
            throw new ChainReadException($"block {number} has the target {header.Bits:x8}, and its network's rules ask for {expected:x8}");
        Remember(number, header);
        return work;
    }

    /// <summary>
    /// The bits of a period's first block. The node names the first block of the period before it; that must have this period's bits and
    /// the work for them, so no other block can stand in for it.
    /// </summary>
    private async Task<uint> RetargetAsync(IBlockSource source, long number, BlockHeader last, CancellationToken cancellationToken)
    {
        var firstNumber = number - WorkRules.Interval;
        var name = BlockHeader.CheckName(await source.GetHashAsync(firstNumber, cancellationToken));
        var first = await HeaderAsync(source, name, cancellationToken);
        if (first.Bits != last.Bits) throw new ChainReadException($"block {firstNumber} does not have the target of its period");
        var begin = rules.CountsFromBefore && firstNumber > 0 ? await HeaderAsync(source, first.Previous, cancellationToken) : first;
        return rules.Next(last.Bits, last.Time - begin.Time);
    }

    private async Task<BlockHeader> HeaderAsync(IBlockSource source, string name, CancellationToken cancellationToken)
    {
        lock (gate)
            if (known.TryGetValue(name, out var found)) return found.Header;
        var header = BlockHeader.Read(await source.GetHeaderAsync(name, cancellationToken));
        if (header.Hash != name) throw new ChainReadException($"the node has a header under the name {name} that is not its own");
        rules.Check(header);
        Remember(null, header);
        return header;
    }

    private bool IsChecked(long number, BlockHeader header)
    {
        lock (gate) return known.TryGetValue(header.Hash, out var found) && found.Number == number;
    }

    /// <summary>Keeps a header; without a number where only its own work was checked.</summary>
    private void Remember(long? number, BlockHeader header)
    {
        lock (gate)
        {
            if (!known.ContainsKey(header.Hash)) order.Enqueue(header.Hash);
            known[header.Hash] = (number, header);
            if (order.Count > Remembered) known.Remove(order.Dequeue());
        }
    }
}
