using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// How long after its last change an order may be archived at the earliest: so long a late payment in its amount is known as its own.
    /// </summary>
    public static readonly TimeSpan ArchiveAge = Wallets.AskedAmount.Memory;

    /// <summary>Whether an order and its callbacks may leave the database for a file.</summary>
    /// <param name="order">The order.</param>
    /// <param name="callbacks">Those of its callbacks that are stored.</param>
    /// <param name="before">What changed at this time or later stays; at least <see cref="ArchiveAge"/> ago.</param>
    public static ArchiveVerdict MayArchive(Order order, IReadOnlyCollection<Delivery> callbacks, DateTimeOffset before)
    {
        var isOver = order.Status == OrderStatus.Expired || !IsOpen(order);
        if (!isOver || order is not { ArchivedAt: null, Reservation: null, WakeAt: null, Outbox.Count: 0, CreditDue: null })
            return ArchiveVerdict.NotOver;
        if (order is not { PendingBlock: null, Sightings.Count: 0 }) return ArchiveVerdict.PaymentOpen;
        if (HasChargeUnderWay(order) || order.Refunds.Any(refund => refund.IsOpen)) return ArchiveVerdict.PaymentOpen;
        if (order.Charges.Any(charge => charge.Sharing is { IsOpen: true })) return ArchiveVerdict.PaymentOpen;
        if (order.Transfers.Any(counted => counted is not { Confirmed: true, RemovedAt: null })) return ArchiveVerdict.PaymentOpen;
        if (callbacks.Count < order.Deliveries + order.Events || callbacks.Any(IsUnderWay)) return ArchiveVerdict.CallbackOpen;
        return Times(order).Concat(callbacks.SelectMany(Times)).Max() < before ? ArchiveVerdict.Archivable : ArchiveVerdict.Recent;
    }

    /// <summary>
    /// What stays of an archived order in its row: who it was, what became of it, and when. It holds nothing, waits for nothing, and takes
    /// no request but to be shown.
    /// </summary>
    public static Order Tombstone(Order order, DateTimeOffset now) => new()
    {
        Id = order.Id,
        Merchant = order.Merchant,
        Pid = order.Pid,
        Number = order.Number,
        Status = order.Status,
        Currency = order.Currency,
        Money = order.Money,
        Terms = new OrderTerms { Face = order.Terms.Face, Type = order.Terms.Type, MoneyText = order.Terms.MoneyText },
        CreatedAt = order.CreatedAt,
        OpenedAt = order.OpenedAt,
        ExpiresAt = order.ExpiresAt,
        CompletedAt = order.CompletedAt,
        Deliveries = order.Deliveries,
        Events = order.Events,
        Manual = order.Manual,
        Refunds = order.Refunds,
        Shares = order.Shares,
        ShareReturns = order.ShareReturns,
        Audit = order.Audit,
        ArchivedAt = now,
    };

    /// <summary>Archives an order: what stays of it, and what endpoints are told of that, due at once.</summary>
    /// <param name="order">An order that may be archived.</param>
    /// <param name="merchant">Whose it is; null where that cannot be read, then nobody is told.</param>
    /// <param name="now">The present.</param>
    public static (Order Tombstone, IReadOnlyList<Delivery> Told) Archive(Order order, Merchant? merchant, DateTimeOffset now)
    {
        if (merchant is null) return (Tombstone(order, now), []);
        var told = WithEvent(order, new OrderEvent(WebhookEvents.Archived), merchant.Endpoints, now);
        // What it would follow is archived with the order.
        var deliveries = told.Outbox.Select(entry =>
            EventDeliveries.Of(order, entry with { After = null }, merchant, now, head: null) with { WakeAt = now });
        return (Tombstone(told, now), [.. deliveries]);
    }

    private static bool IsUnderWay(Delivery callback) =>
        callback is not { Status: not DeliveryStatus.Pending, WakeAt: null, AttemptedSince: null };

    /// <summary>Every time at which something happened to an order, or is to end.</summary>
    private static IEnumerable<DateTimeOffset> Times(Order order) =>
    [
        order.CreatedAt,
        order.OpenedAt,
        order.ExpiresAt,
        order.CompletedAt ?? order.CreatedAt,
        .. order.Quotes.Select(quote => quote.Until ?? order.ExpiresAt),
        .. order.Transfers.SelectMany(counted => new[] { counted.PaidAt, counted.Transfer.BlockTime }),
        .. order.History.Select(entry => entry.At),
        .. order.Refunds.Select(refund => refund.EndedAt ?? refund.CreatedAt),
        .. order.Shares.Select(share => share.EndedAt ?? share.CreatedAt),
    ];

    private static IEnumerable<DateTimeOffset> Times(Delivery callback) =>
        [callback.CreatedAt, callback.DeliveredAt ?? callback.CreatedAt, .. callback.Attempts.Select(attempt => attempt.At)];
}
