using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>
/// Decides when a batch is taken although something in it could not be read. Such an answer is doubted and another node asked; but no
/// answer may halt a chain for good, so after
/// several refusals in a row what can be read is taken, and what cannot is reported.
/// </summary>
internal sealed class Salvage
{
    /// <summary>
    /// Refusals of the same block in a row before its readable part is taken. Nodes are left alone longer after each, so these are half a
    /// minute.
    /// </summary>
    private const int Patience = 5;

    private long refusedBlock = -1;
    private int refusals;

    /// <summary>Counts a refusal of a range and tells whether its readable part is to be taken now.</summary>
    public bool IsDue(long from)
    {
        (refusedBlock, refusals) = (from, refusedBlock == from ? refusals + 1 : 1);
        if (refusals < Patience) return false;
        refusedBlock = -1;
        return true;
    }

    /// <summary>
    /// A batch in which every transfer comes once. One that comes again, in the batch or since the ones before it, is left out and named:
    /// no chain has a transfer twice.
    /// </summary>
    /// <param name="read">The batch.</param>
    /// <param name="earlier">Transfers of the blocks before it.</param>
    public static BlockBatch WithoutRepeats(BlockBatch read, IReadOnlyList<Transfer> earlier)
    {
        if (read.Transfers.Count == 0) return read;
        var seen = new HashSet<TransferId>(earlier.Count + read.Transfers.Count);
        foreach (var transfer in earlier) seen.Add(transfer.Id);
        var once = read.Transfers.Where(transfer => seen.Add(transfer.Id)).ToArray();
        if (once.Length == read.Transfers.Count) return read;
        var repeated = read.Transfers.Except(once, ReferenceEqualityComparer.Instance).Cast<Transfer>();
        var named = repeated.Select(transfer => $"transfer {transfer.Id} comes twice, again in block {transfer.Block}");
        return read with { Transfers = once, Unreadable = [.. read.Unreadable, .. named] };
    }
}
