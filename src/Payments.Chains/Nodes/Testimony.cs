using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>What one node says of a transfer.</summary>
internal enum Testimony
{
    /// <summary>It cannot tell yet.</summary>
    Unknown,

    /// <summary>It has the same transfer in the same block.</summary>
    Seen,

    /// <summary>It has the same block and no such transfer in it.</summary>
    Absent,

    /// <summary>It has another block at that height.</summary>
    OtherBlock,
}

/// <summary>
/// Has a node testify by reading the blocks again, with all that makes a block believed: for chains whose protocol has no cheaper
/// question that proves as much.
/// </summary>
internal static class BlockTestimony
{
    /// <summary>Blocks in a row that a node may fail to give before it is asked for no more of them.</summary>
    private const int Patience = 5;

    /// <summary>See <see cref="IChainNode.TestifyAsync"/>. A block that the node cannot give keeps no other from being confirmed.</summary>
    public static async Task<IReadOnlyList<Testimony>> ReadAsync(
        IChainNode node, IReadOnlyList<Transfer> transfers, Func<IAddressSet> createAddressSet, CancellationToken cancellationToken)
    {
        var said = new Testimony[transfers.Count];
        var (failures, hasAny) = (0, false);
        foreach (var block in Enumerable.Range(0, transfers.Count).GroupBy(place => transfers[place].Block))
        {
            var receivers = createAddressSet();
            receivers.TakesCoin = true;
            foreach (var place in block) receivers.Add(transfers[place].To);
            try
            {
                var read = await node.ReadAsync(block.Key, block.Key, receivers, cancellationToken);
                foreach (var place in block) said[place] = Of(read, transfers[place]);
                (failures, hasAny) = (0, true);
            }
            catch (ChainReadException exception)
            {
                // It says nothing of this block. A node that gives none of them, or asks to be left alone, has failed.
                var isLast = block.Key == transfers[^1].Block;
                if (exception.RetryAfter is not null || ++failures == Patience || (isLast && !hasAny)) throw;
            }
        }
        return said;
    }

    /// <summary>Whether two nodes tell the same of a transfer, in every field that decides whose it is and what it is worth.</summary>
    public static bool IsSame(Transfer one, Transfer other) =>
        one.Id == other.Id && one.Token == other.Token && one.Units == other.Units && one.To == other.To && one.From == other.From &&
        one.Block == other.Block && one.BlockHash == other.BlockHash && one.BlockTime == other.BlockTime &&
        one.SignedByReceiver == other.SignedByReceiver &&
        (one.References ?? []).SequenceEqual(other.References ?? []);

    private static Testimony Of(BlockBatch read, Transfer transfer)
    {
        if (read.Blocks[0].Hash != transfer.BlockHash) return Testimony.OtherBlock;
        if (read.Transfers.Any(other => IsSame(other, transfer))) return Testimony.Seen;
        // What it could not read of the block may be this very transfer.
        return read.Unreadable.Count > 0 ? Testimony.Unknown : Testimony.Absent;
    }
}
