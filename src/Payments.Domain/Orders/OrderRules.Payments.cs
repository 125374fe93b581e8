using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Counts a transfer. A transfer seen again in another block takes the newer block while it is not final.</summary>
    public static (AcceptOutcome Outcome, Order Order) Accept(Order order, Transfer transfer, bool assigned, DateTimeOffset now)
    {
        if (order.ArchivedAt is not null) return (AcceptOutcome.Archived, order);
        if (RemovedPlace(order, transfer) is >= 0 and var place) return (AcceptOutcome.Duplicate, SeenAgain(order, place, transfer, now));
        for (var i = 0; i < order.Transfers.Count; i++)
        {
            var known = order.Transfers[i];
            if (known.Transfer.Id != transfer.Id) continue;
            return known.Confirmed || known.Transfer.BlockHash == transfer.BlockHash
                ? (AcceptOutcome.Duplicate, order)
                : (AcceptOutcome.Duplicate, WithPending(order with { Transfers = Replaced(order.Transfers, i, known with { Transfer = transfer, SeenAt = known.PaidAt }) }, now));
        }
        // What was on its way in time is not late, however long it waited for a block.
        var sighted = order.Sightings.FirstOrDefault(sighting => sighting.Id == transfer.Id);
        var counted = new OrderTransfer { Transfer = transfer, SeenAt = sighted?.SeenAt, Assigned = assigned };
        if (!PaymentFacts.Takes(order, counted)) return (AcceptOutcome.WrongCoin, order);
        // What is refunded of a closed order must not count for it afterwards.
        if (order.Status == OrderStatus.Closed && (!assigned || order.Refunds.Count > 0)) return (AcceptOutcome.OrderClosed, order);
        if (!assigned && PaymentFacts.IsDust(order, counted)) return (AcceptOutcome.Dust, order);
        if (order.Transfers.Count >= TransferLimit) return (AcceptOutcome.TooManyTransfers, order);

        counted = counted with { Late = counted.PaidAt > order.ExpiresAt };
        var next = order with { Transfers = [.. order.Transfers, counted], Sightings = [.. order.Sightings.Where(sighting => sighting.Id != transfer.Id)] };
        next = OnShow(next with { Status = StatusWithPayment(next) });
        return (AcceptOutcome.Counted, WithPending(Noted(next, now, counted.Late ? "detected-late" : "detected", transfer.Transaction), now));
    }

    /// <summary>Marks what is final by now, and completes the order once final blocks hold all that was asked. An order that its watcher found for nothing is written so that it is not found again.</summary>
    public static Order Confirm(Order order, ChainId chain, long finalBlock, DateTimeOffset now) =>
        Confirm(order, counted => counted.Transfer.Chain == chain && counted.Transfer.Block <= finalBlock, now);

    private static Order Confirm(Order order, Predicate<OrderTransfer> isFinal, DateTimeOffset now)
    {
        var changed = false;
        var transfers = new OrderTransfer[order.Transfers.Count];
        for (var i = 0; i < transfers.Length; i++)
        {
            var counted = order.Transfers[i];
            var final = !counted.Confirmed && isFinal(counted);
            changed |= final;
            transfers[i] = final ? counted with { Confirmed = true, RemovedAt = null } : counted;
        }
        if (!changed) return WithPendingBlocks(order);
        var next = order with { Transfers = transfers };
        foreach (var counted in order.Transfers)
            if (counted is { Confirmed: false, RemovedAt: not null } && isFinal(counted)) next = Noted(next, now, "payment-returned", counted.Transfer.Transaction);
        if (IsOpen(next) && PaymentFacts.Of(next) is { IsPaid: true })
            next = CompletedUnlessHeld(next, now);
        return WithPending(next, now);
    }

    /// <summary>Takes back what blocks above the ancestor said. What was final and completed the order stays counted and is marked as removed.</summary>
    public static Order Revert(Order order, ChainId chain, long ancestorBlock, DateTimeOffset now)
    {
        order = WithRemoved(order, chain, ancestorBlock, now);
        var kept = order.Transfers
            .Where(counted => counted.Confirmed || counted.Transfer.Chain != chain || counted.Transfer.Block <= ancestorBlock)
            .ToArray();
        if (kept.Length == order.Transfers.Count) return order;
        var next = order with { Transfers = kept };
        if (next.Status == OrderStatus.Detected && !HasSeenMoney(next)) next = next with { Status = OrderStatus.Pending };
        return WithPending(Noted(OnShow(next), now, "reverted"), now);
    }

    /// <summary>Does what time alone brings: expiry, and the release of the amount when the grace period is over and the chain was read past it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="readThrough">The block time up to which all chains of its quotes were read, or null if one never was.</param>
    /// <param name="now">The present.</param>
    public static Order Wake(Order order, DateTimeOffset? readThrough, DateTimeOffset now)
    {
        var next = order;
        if (order.Sightings.Count > 0 && !IsSighted(order, now)) next = WithoutSightings(order, static _ => true, "sighting-given-up", null, now);
        if (now >= next.ExpiresAt && IsWaitingForMoney(next) && !IsSighted(next, now))
            next = Noted(next with { Status = OrderStatus.Expired }, now, "expired");
        return Scheduled(Released(next, readThrough, now), now);
    }

    /// <summary>When the order must be woken next, or null.</summary>
    public static DateTimeOffset? NextWake(Order order, DateTimeOffset now)
    {
        if (order.Outbox.Count > 0 || order.CreditDue is not null) return now + OutboxRetry;
        var ask = NextAsk(order);
        return NextChange(order, now) is { } change && (ask is null || change < ask) ? change : ask;
    }

    private static DateTimeOffset? NextChange(Order order, DateTimeOffset now)
    {
        if (IsWaitingForMoney(order)) return now < order.ExpiresAt ? order.ExpiresAt : IsSighted(order, now) ? order.ExpiresAt + SightingPatience : now;
        if (order.Reservation is { } reservation) return ReleaseLook(order, reservation.Until, now);
        return null;
    }

    /// <summary>Whether an order may still take a payment as its own, the whole or a part: it is open, and something is missing.</summary>
    public static bool Waits(Order order) => IsOpen(order) && PaymentFacts.Of(order) is { Missing: var missing } && missing > 0;

    private static bool IsWaitingForMoney(Order order) =>
        order.Status == OrderStatus.Pending ||
        order.Status == OrderStatus.Detected && !HasChargeUnderWay(order) &&
        PaymentFacts.Of(order) is { Missing: var missing } && missing > 0;

    /// <summary>Whether any money was seen for the order, on a chain or at a provider, final or not.</summary>
    private static bool HasSeenMoney(Order order) => order.Transfers.Count > 0 || order.Sightings.Count > 0 || HasChargeUnderWay(order);

    /// <summary>A payer who changed the coin and then paid in the old one is shown that one again: what is missing is asked for and reserved in the coin that came. One of an earlier opening then holds as long as the present one's, and one that is paid in full is on show while it is so.</summary>
    private static Order OnShow(Order order) =>
        IsOpen(order) && PaymentFacts.Of(order) is { Quote: var paid, Missing: var missing } && !ReferenceEquals(paid, order.Quote)
            ? order with { Quotes = [.. order.Quotes.Where(quote => !ReferenceEquals(quote, paid)), missing > 0 ? paid with { Until = order.Quotes.Max(quote => quote.Until) } : paid] }
            : order;

    private static bool IsOpen(Order order) => order.Status switch
    {
        OrderStatus.Pending or OrderStatus.Detected or OrderStatus.Expired => true,
        OrderStatus.Completed or OrderStatus.Closed or OrderStatus.Failed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded => false,
        _ => throw Unknown(order.Status),
    };

    private static OrderStatus StatusWithPayment(Order order) => order.Status switch
    {
        OrderStatus.Pending or OrderStatus.Closed => OrderStatus.Detected,
        OrderStatus.Expired => PaymentFacts.IsCovered(order) ? OrderStatus.Detected : OrderStatus.Expired,
        OrderStatus.Detected or OrderStatus.Completed or OrderStatus.Failed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded => order.Status,
        _ => throw Unknown(order.Status),
    };

    private static Order Completed(Order order, DateTimeOffset now)
    {
        var completed = order with { Status = OrderStatus.Completed, CompletedAt = now, CreditDue = order.Terms.User };
        return WithCallback(Noted(completed, now, "completed"), OrderStatus.Completed);
    }

    private static Order Scheduled(Order order, DateTimeOffset now)
    {
        var wakeAt = NextWake(order, now);
        return wakeAt == order.WakeAt ? order : order with { WakeAt = wakeAt };
    }

    private static OrderTransfer[] Replaced(IReadOnlyList<OrderTransfer> transfers, int index, OrderTransfer with)
    {
        var copy = transfers.ToArray();
        copy[index] = with;
        return copy;
    }
}
