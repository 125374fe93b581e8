using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Transfers;
using Payments.Domain.Wallets;
using Payments.Grains.State;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    /// <summary>How old it may be that a cursor at the head was written down, while no block comes.</summary>
    private static readonly TimeSpan SeenAge = TimeSpan.FromSeconds(30);

    private async Task ReadToHeadAsync(ChainHead seen, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        if (stored.State.Value is null) await BeginAsync(seen, cancellationToken);
        // Where there is much to read, other silos hear of the head first: orders that they open meanwhile are younger than all of it.
        if (seen.Number - stored.State.Value!.Cursor > reader!.Options.BatchBlocks) await SaveAsync(stored.State.Value.Seen(seen.Number));
        for (var batches = 0; stored.State.Value!.Cursor < seen.Number && batches < BatchesPerRound; batches++)
        {
            var cursor = stored.State.Value;
            var to = Math.Min(seen.Number, cursor.Cursor + reader!.Options.BatchBlocks);
            var batch = await reader.ReadAsync(cursor.Cursor + 1, to, watched!, cancellationToken);
            if (batch.Blocks[0].ParentHash != cursor.Window[^1].Hash)
            {
                await FollowReorgAsync(cursor.Seen(seen.Number), cancellationToken);
                continue;
            }
            var times = TimesOf(cursor, batch, seenAt);
            await dispatcher.DispatchAsync(Placed(cursor, batch, times), FinalAsOf(seen, batch.Blocks[^1].Number));
            await SaveAsync(Advanced(cursor, batch, times[^1], seen, seenAt));
        }
        var atHead = stored.State.Value;
        var isTold = seenAt - atHead.SeenAt < SeenAge;
        if (atHead.Cursor >= seen.Number && !isTold) await SaveAsync(atHead.Seen(seen.Number) with { SeenAt = seenAt });
        await dispatcher.ConfirmAsync(Chain, FinalAsOf(seen, stored.State.Value.Cursor));
    }

    /// <summary>
    /// Only blocks that the cursor's chain holds are final, counted back from the cursor while it is behind the head; and none that the
    /// node itself does not call so: after a fail-over the cursor may be ahead of it.
    /// </summary>
    private static long FinalAsOf(ChainHead seen, long cursor) => Math.Min(seen.FinalNumber, cursor - (seen.Number - seen.FinalNumber));

    private async Task BeginAsync(ChainHead seen, CancellationToken cancellationToken)
    {
        var block = reader!.Options.StartBlock is { } start
            ? await reader.GetBlockAsync(Math.Max(0, start - 1), cancellationToken)
            : await FirstBlockAsync(seen, cancellationToken);
        await SaveAsync(new ChainCursor
        {
            Cursor = block.Number,
            CursorTime = block.Time,
            Window = [new BlockMark { Number = block.Number, Hash = block.Hash, Time = block.Time }],
        });
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

    private async Task FollowReorgAsync(ChainCursor cursor, CancellationToken cancellationToken)
    {
        var keep = cursor.Window.Count;
        BlockRef? ancestor = null;
        while (keep > 0 && ancestor is null)
        {
            var mark = cursor.Window[--keep];
            var block = await reader!.GetBlockAsync(mark.Number, cancellationToken);
            if (block.Hash == mark.Hash) ancestor = block;
        }
        if (ancestor is null)
        {
            // Deeper than the window: go on from its oldest block as it is now, and say so loudly.
            ancestor = await reader!.GetBlockAsync(cursor.Window[0].Number, cancellationToken);
            LogReorgTooDeep(logger, Chain, cursor.Window[0].Number);
        }
        reorgs++;
        LogReorg(logger, Chain, cursor.Cursor, ancestor.Number);
        await dispatcher.RevertAsync(Chain, ancestor.Number);
        mempool?.StartOver();
        await SaveAsync(cursor.BackAt(ancestor.Number, ancestor.Hash, ancestor.Time));
    }

    /// <summary>When each block of a batch was made.</summary>
    private static IReadOnlyList<DateTimeOffset> TimesOf(ChainCursor cursor, BlockBatch batch, DateTimeOffset seenAt) => BlockClock.Times(
        [.. cursor.Window.TakeLast(BlockClock.Span).Select(mark => mark.Time).OfType<DateTimeOffset>()],
        [.. batch.Blocks.Select(block => block.Time)], seenAt);

    /// <summary>The transfers of a batch with the times and positions of their blocks.</summary>
    private static IReadOnlyList<Transfer> Placed(ChainCursor cursor, BlockBatch batch, IReadOnlyList<DateTimeOffset> times)
    {
        var byBlock = new Dictionary<long, DateTimeOffset>();
        for (var i = 0; i < times.Count; i++) byBlock[batch.Blocks[i].Number] = times[i];
        return [.. batch.Transfers.Select(transfer => transfer with
        {
            MadeAt = byBlock.GetValueOrDefault(transfer.Block, transfer.BlockTime),
            Position = cursor.PositionOf(transfer.Block),
        })];
    }

    private ChainCursor Advanced(ChainCursor cursor, BlockBatch batch, DateTimeOffset through, ChainHead seen, DateTimeOffset seenAt)
    {
        var marks = batch.Blocks.Select(block => new BlockMark { Number = block.Number, Hash = block.Hash, Time = block.Time });
        var window = cursor.Window.Concat(marks).TakeLast(reader!.Options.ReorgWindow).ToArray();
        var next = cursor with { Cursor = batch.Blocks[^1].Number, CursorTime = through, Window = window };
        return next.Seen(seen.Number) with { SeenAt = next.Cursor >= seen.Number ? seenAt : cursor.SeenAt };
    }

    private async Task SaveAsync(ChainCursor next)
    {
        await stored.SaveAsync(next, GrainContext);
        Note(next);
    }

    /// <summary>Tells this silo at once, which need not wait for the row.</summary>
    private void Note(ChainCursor cursor) =>
        progress.Note(Chain, new ChainSight(cursor.Position, cursor.CursorTime, cursor.SeenAt ?? cursor.CursorTime));
}
