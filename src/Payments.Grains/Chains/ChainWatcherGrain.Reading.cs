using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Transfers;
using Payments.Grains.Persistence;
using Payments.Storage.Queries;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    /// <summary>Batches in one round at most, so that a long way to catch up is written down in steps.</summary>
    private const int BatchesPerRound = 20;

    /// <summary>Parts that could not be read and are named in the log.</summary>
    private const int UnreadableShown = 5;

    /// <summary>How old it may be that a cursor at the head was written down, while no block comes.</summary>
    private static readonly TimeSpan SeenAge = TimeSpan.FromSeconds(30);

    private async Task ReadToHeadAsync(ChainHead seen, DateTimeOffset seenAt, CancellationToken cancellationToken)
    {
        look!.BeginRound();
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
            var places = PlacesOf(cursor, batch, seenAt);
            Transfer[] transfers = [.. batch.Transfers.Select(transfer => BlockPlace.Put(transfer, places))];
            await dispatcher.DispatchAsync(returns!.Payments(transfers), NothingFinal);
            await returns.DispatchAsync(transfers);
            await SaveAsync(Advanced(cursor, batch, places[batch.Blocks[^1].Number].MadeAt, seen, seenAt));
            if (cursor.Stop is not null) LogGoesOn(logger, Chain, batch.Blocks[0].Number);
            look.Add(batch, places, seen);
            if (batch.Unreadable.Count == 0) continue;
            unreadable += batch.Unreadable.Count;
            LogUnreadable(logger, Chain, batch.Blocks[0].Number, batch.Blocks[^1].Number, string.Join("; ", batch.Unreadable.Take(UnreadableShown)));
        }
        var atHead = stored.State.Value;
        var isTold = seenAt - atHead.SeenAt < SeenAge;
        if (atHead.Cursor >= seen.Number && !isTold) await SaveAsync(atHead.Seen(seen.Number) with { SeenAt = seenAt });
    }

    /// <summary>When each block of a batch was made, and its position.</summary>
    private static Dictionary<long, BlockPlace> PlacesOf(ChainCursor cursor, BlockBatch batch, DateTimeOffset seenAt)
    {
        var times = BlockClock.Times(
            [.. cursor.Window.TakeLast(BlockClock.Span).Select(mark => mark.Time).OfType<DateTimeOffset>()],
            [.. batch.Blocks.Select(block => block.Time)], seenAt);
        var places = new Dictionary<long, BlockPlace>(times.Count);
        for (var i = 0; i < times.Count; i++)
        {
            var number = batch.Blocks[i].Number;
            places[number] = new BlockPlace(times[i], cursor.PositionOf(number));
        }
        return places;
    }

    private ChainCursor Advanced(ChainCursor cursor, BlockBatch batch, DateTimeOffset through, ChainHead seen, DateTimeOffset seenAt)
    {
        var window = cursor.Window.Concat(batch.Blocks.Select(MarkOf)).TakeLast(reader!.Options.ReorgWindow).ToArray();
        var next = cursor with { Cursor = batch.Blocks[^1].Number, CursorTime = through, Window = window, Stop = null };
        return next.Seen(seen.Number) with { SeenAt = next.Cursor >= seen.Number ? seenAt : cursor.SeenAt };
    }

    private static BlockMark MarkOf(BlockRef block) => new() { Number = block.Number, Hash = block.Hash, Time = block.Time };

    private async Task SaveAsync(ChainCursor next)
    {
        await stored.SaveAsync(next, GrainContext);
        Note(next);
    }

    /// <summary>Tells this silo at once, which need not wait for the row.</summary>
    private void Note(ChainCursor cursor) =>
        progress.Note(Chain, new ChainSight(cursor.Position, cursor.CursorTime, cursor.SeenAt ?? cursor.CursorTime, cursor.Newest));
}
