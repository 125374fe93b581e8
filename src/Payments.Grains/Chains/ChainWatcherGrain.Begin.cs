using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Wallets;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    /// <summary>
    /// Blocks that are remembered when reading begins, so that a reorganisation soon after is followed; as many as the median of stamps
    /// needs.
    /// </summary>
    private const int FirstMarks = BlockClock.Span + 1;

    private async Task BeginAsync(ChainHead seen, CancellationToken cancellationToken)
    {
        var block = reader!.Options.StartBlock is { } start
            ? await reader.GetBlockAsync(Math.Max(0, start - 1), cancellationToken)
            : await FirstBlockAsync(seen, cancellationToken);
        await SaveAsync(new ChainCursor
        {
            Cursor = block.Number,
            CursorTime = block.Time,
            Window = await MarksUpToAsync(block, cancellationToken),
        });
    }

    /// <summary>A block and some of those before it, as far as a node tells of them.</summary>
    private async Task<IReadOnlyList<BlockMark>> MarksUpToAsync(BlockRef newest, CancellationToken cancellationToken)
    {
        var marks = new List<BlockMark> { MarkOf(newest) };
        try
        {
            for (var block = newest; block.Number > 0 && marks.Count < Math.Min(FirstMarks, reader!.Options.ReorgWindow);)
            {
                var before = await reader.GetBlockAsync(block.Number - 1, cancellationToken);
                if (before.Hash != block.ParentHash) break;
                marks.Insert(0, MarkOf(before));
                block = before;
            }
        }
        catch (ChainReadException)
        {
            // Not every node has older blocks, and reading does not need them.
        }
        return marks;
    }

    /// <summary>
    /// Where a chain begins that was never read: before its first address was given out, however long no node answered since; at the head
    /// where there is none.
    /// </summary>
    private async Task<BlockRef> FirstBlockAsync(ChainHead seen, CancellationToken cancellationToken)
    {
        var block = await reader!.GetBlockAsync(seen.Number, cancellationToken);
        if (await addresses.FirstRegisteredAtAsync(Chain) is not { } registered) return block;
        for (var step = 1L; block.Time > registered - OpeningRules.ClockSkewOf(Chain) && block.Number > 0; step *= 2)
            block = await reader.GetBlockAsync(Math.Max(0, block.Number - step), cancellationToken);
        return block;
    }
}
