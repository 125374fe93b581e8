using Payments.Chains.Reading;
using Payments.Domain.Chains;
using Payments.Domain.Identity;

namespace Payments.Grains.Chains;

public sealed partial class ChainWatcherGrain
{
    /// <summary>Deep reorganisations that are kept until they are acknowledged.</summary>
    private const int DeepReorgsKept = 16;

    /// <summary>Orders that are kept of each.</summary>
    private const int OrdersKept = 100;

    /// <summary>How often it is seen whether removed payments are in a block again.</summary>
    private static readonly TimeSpan ReturnAge = TimeSpan.FromMinutes(1);

    private DateTimeOffset returnsSeenAt;

    /// <inheritdoc />
    public async Task AcknowledgeAsync()
    {
        unreadable = 0;
        if (stored.State.Value is { DeepReorgs: not null } cursor) await SaveAsync(cursor with { DeepReorgs = null });
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
        var isBelowWindow = ancestor is null;
        if (ancestor is null)
        {
            // Deeper than the window: go on from its oldest block as it is now, and say so loudly.
            ancestor = await reader!.GetBlockAsync(cursor.Window[0].Number, cancellationToken);
            LogReorgTooDeep(logger, Chain, cursor.Window[0].Number);
        }
        reorgs++;
        LogReorg(logger, Chain, cursor.Cursor, ancestor.Number);
        await dispatcher.RevertAsync(Chain, ancestor.Number);
        // What was never told final in this activation may have been in an earlier one.
        var isAboveFinal = confirmedThrough is { } through && through <= ancestor.Number;
        var removed = isAboveFinal ? [] : await dispatcher.RemoveAsync(Chain, ancestor.Number);
        mempool?.StartOver();
        look!.Revert(ancestor.Number);
        if (removed.Count > 0)
            LogPaymentsRemoved(logger, Chain, cursor.Cursor, ancestor.Number, removed.Count, string.Join(", ", removed.Take(OrdersKept)));
        var back = cursor.BackAt(ancestor.Number, ancestor.Hash, ancestor.Time);
        if (removed.Count > 0 || isBelowWindow)
        {
            var deep = new DeepReorg
            {
                At = time.GetUtcNow(),
                From = cursor.Cursor,
                Ancestor = ancestor.Number,
                Orders = [.. removed.Take(OrdersKept)],
                IsBelowWindow = isBelowWindow,
            };
            back = back with { DeepReorgs = [.. (cursor.DeepReorgs ?? []).TakeLast(DeepReorgsKept - 1), deep] };
        }
        await SaveAsync(back);
    }

    /// <summary>An alarm ends by itself once every removed payment is final again in another block, which is what mostly happens.</summary>
    private async Task EndAlarmsAsync()
    {
        if (stored.State.Value is not { DeepReorgs: { } kept } cursor || time.GetUtcNow() - returnsSeenAt < ReturnAge) return;
        returnsSeenAt = time.GetUtcNow();
        var left = new List<DeepReorg>(kept.Count);
        foreach (var deep in kept)
        {
            var orders = await dispatcher.StillRemovedAsync(Chain, deep.Orders);
            if (orders.Count > 0 || deep.IsBelowWindow) left.Add(orders.Count == deep.Orders.Count ? deep : deep with { Orders = orders });
        }
        if (!left.SequenceEqual(kept)) await SaveAsync(cursor with { DeepReorgs = left.Count == 0 ? null : left });
    }
}
