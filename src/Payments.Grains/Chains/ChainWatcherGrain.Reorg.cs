using System.Globalization;
using Payments.Chains.Reading;
using Payments.Contracts.Audit;
using Payments.Domain.Audit;
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
        if (stored.State.Value is { } cursor && (cursor.DeepReorgs is not null || unreadable > 0))
        {
            AuditChange[] ended =
            [
                Change("deepReorgs", Text(cursor.DeepReorgs?.Count ?? 0), "0"),
                Change("unreadable", Text(unreadable), "0"),
            ];
            await SaveAsync(Audited(cursor, "alarms-ended", [.. ended.Where(change => change.Before != "0")]) with { DeepReorgs = null });
        }
        unreadable = 0;
    }

    /// <inheritdoc />
    public async Task<bool> AdoptAsync()
    {
        if (stored.State.Value is not { Stop: { } stop } cursor) return false;
        if (stop.IsAdopted) return true;
        var adopted = Audited(cursor, "branch-adopted", [Change("stop.isAdopted", "false", "true")]);
        await SaveAsync(adopted with { Stop = stop with { IsAdopted = true } });
        return true;
    }

    /// <summary>With an entry of the audit log about what an operator decides.</summary>
    private ChainCursor Audited(ChainCursor cursor, string what, AuditChange[] changes) => cursor with
    {
        Audit = AuditChain.Append(cursor.Audit, Chain.WatcherKey, AuditContext.Actor, what, null, changes, time.GetUtcNow()),
    };

    private AuditChange Change(string field, string before, string after) => new($"chains[{Chain}].{field}", before, after);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Goes back to the newest block that the nodes still have.</summary>
    /// <exception cref="ChainReadException">
    /// They have none of those that are remembered: theirs is another chain, which an operator must want.
    /// </exception>
    private async Task FollowReorgAsync(ChainCursor cursor, CancellationToken cancellationToken)
    {
        var ancestor = await AncestorAsync(cursor, cancellationToken);
        var isBelowWindow = ancestor is null;
        if (ancestor is null)
        {
            if (cursor.Stop is not { IsAdopted: true }) throw await StopAsync(cursor, cancellationToken);
            // As the operator decided: go on from before the oldest block that is remembered.
            ancestor = await reader!.GetBlockAsync(Math.Max(0, cursor.Window[0].Number - 1), cancellationToken);
            LogReorgAdopted(logger, Chain, cursor.Window[0].Number);
        }
        reorgs++;
        LogReorg(logger, Chain, cursor.Cursor, ancestor.Number);
        await dispatcher.RevertAsync(Chain, ancestor.Number);
        await returns!.RevertAsync(ancestor.Number);
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

    /// <summary>The newest block that is remembered and that the nodes still have; null where they have none.</summary>
    private async Task<BlockRef?> AncestorAsync(ChainCursor cursor, CancellationToken cancellationToken)
    {
        var window = cursor.Window;
        // While reading is stopped the oldest one tells, so that the whole window is not asked for with every round.
        if (cursor.Stop is not null && await StillThereAsync(window[0], cancellationToken) is null) return null;
        for (var i = window.Count - 1; i >= 0; i--)
            if (await StillThereAsync(window[i], cancellationToken) is { } block) return block;
        return null;
    }

    private async Task<BlockRef?> StillThereAsync(BlockMark mark, CancellationToken cancellationToken)
    {
        var block = await reader!.GetBlockAsync(mark.Number, cancellationToken);
        return block.Hash == mark.Hash ? block : null;
    }

    /// <summary>Stops reading, unless another node has the chain that was read: that one is read from the next round on.</summary>
    private async Task<ChainReadException> StopAsync(ChainCursor cursor, CancellationToken cancellationToken)
    {
        var oldest = cursor.Window[0];
        if (await reader!.KnowsAsync(oldest.Number, oldest.Hash, cancellationToken))
            return new ChainReadException("the nodes tell of different chains; the one that was read is followed");
        if (cursor.Stop is null)
        {
            await SaveAsync(cursor with { Stop = new ChainStop { At = time.GetUtcNow() } });
            LogStopped(logger, Chain, oldest.Number, cursor.Cursor);
        }
        return Stopped();
    }

    private static ChainReadException Stopped() =>
        new("the nodes tell of another chain than the one that was read; reading is stopped until an operator decides");

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
