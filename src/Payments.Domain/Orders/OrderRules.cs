namespace Payments.Domain.Orders;

/// <summary>The order's state machine: each rule takes an order and returns the order that follows, the same instance where nothing changes.</summary>
/// <remarks><c>Pending → Detected → Completed</c>, with <c>Expired</c> and <c>Closed</c>; a reorg takes <c>Detected</c> back; <c>Completed</c> is final.</remarks>
public static partial class OrderRules
{
    /// <summary>Lines of history kept.</summary>
    public const int HistoryLimit = 64;

    /// <summary>Transfers that one order counts; further ones stay with the address as unmatched.</summary>
    public const int TransferLimit = 100;

    /// <summary>Quotes that one opening of an order may give.</summary>
    public const int QuoteLimit = 8;

    /// <summary>How soon an order whose callback was not handed over wakes again.</summary>
    public static readonly TimeSpan OutboxRetry = TimeSpan.FromSeconds(5);

    /// <summary>How soon an order looks again whether its chains were read far enough to release the amount.</summary>
    public static readonly TimeSpan ReleaseRetry = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How soon a closed order looks first; then at half the time that it has waited, up to <see cref="ReleaseRetry"/>. Most chains were
    /// read past the closing within seconds, and each look writes the order's row.
    /// </summary>
    public static readonly TimeSpan ClosedReleaseRetry = TimeSpan.FromSeconds(1);

    /// <summary>What a repeated wish for the same order number means.</summary>
    public static ResubmitOutcome Resubmit(Order order, decimal money, string? currency, DateTimeOffset now)
    {
        if (order.ArchivedAt is not null) return ResubmitOutcome.Archived;
        var isSame = money == order.Money && (currency is null || currency == order.Currency);
        var hasPart = order.Transfers.Count > 0 || order.Charges.Any(charge => charge.HasMoneyUnderWay);
        if (IsLapsed(order, now) && (isSame || !hasPart)) return ResubmitOutcome.Reopen;
        if (!isSame) return ResubmitOutcome.ConflictingMoney;
        return IsOpen(order) ? ResubmitOutcome.Existing : ResubmitOutcome.Over;
    }

    /// <summary>
    /// Opens an expired order again that nobody has paid in full. While its old amount is still reserved the old quotes stay to their end, so that a payment on
    /// its way counts; after the release they are gone, but for the one that was paid in part, and so is everything older than now. What was received stays counted.
    /// </summary>
    public static Order Reopen(Order order, decimal money, string currency, OrderTerms terms, DateTimeOffset now, TimeSpan expiry)
    {
        var held = order.Reservation is not null && order.Quotes.Count < QuoteLimit && money == order.Money;
        var reopened = order with
        {
            Money = money,
            Currency = currency,
            Terms = terms,
            ExpiresAt = now + expiry,
            OpenedAt = held ? order.OpenedAt : now,
            Quotes = held ? order.Quotes : order.Transfers.Count > 0 && PaymentFacts.Of(order) is { Quote: var paid } ? [paid] : [],
            Reservation = held ? order.Reservation : null,
            Sightings = held ? order.Sightings : [],
        };
        var status = HasSeenMoney(reopened) ? OrderStatus.Detected : OrderStatus.Pending;
        return WithPending(Noted(reopened with { Status = status }, now, "reopened"), now);
    }

    /// <summary>Puts a quote on show and its reservation into the order's row.</summary>
    /// <param name="order">The order.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="now">The present.</param>
    /// <param name="grace">How long after the order's expiry it holds.</param>
    /// <param name="rest">The amount to hold where part of the quote was paid before; null for the whole.</param>
    public static Order WithQuote(Order order, Quote quote, DateTimeOffset now, TimeSpan grace, UInt128? rest = null)
    {
        quote = quote with { Until = order.ExpiresAt + grace };
        var quotes = order.Quotes;
        var repeated = order.Quote is { } last && last.Wallet == quote.Wallet && last.Units == quote.Units && last.IsInCoinOf(quote);
        // What is asked for again counts from when it was asked first.
        if (repeated) quote = quote with { Position = Wallets.OpeningRules.Earlier(order.Quote!.Position, quote.Position) };
        var quoted = order with
        {
            Quotes = repeated ? [.. quotes.Take(quotes.Count - 1), quote] : [.. quotes, quote],
            Reservation = new Reservation
            {
                Chain = quote.Chain,
                Address = quote.Address,
                Token = quote.Token,
                Units = rest ?? quote.Units,
                Until = order.ExpiresAt + grace,
            },
        };
        return Scheduled(Noted(quoted, now, "quoted", quote.Wallet), now);
    }

    /// <summary>Replaces the amount held, after an underpayment or a reorg: so much of the quote on show.</summary>
    public static Order WithReservedUnits(Order order, UInt128 units)
    {
        if (order is not { Reservation: { } reservation, Quote: { } quote }) return order;
        var next = reservation with { Chain = quote.Chain, Address = quote.Address, Token = quote.Token, Units = units };
        return next == reservation ? order : order with { Reservation = next };
    }

    /// <summary>The amount that should be reserved after the order's transfers changed, or null to leave it: what is missing of the quote on show.</summary>
    public static UInt128? OutstandingUnits(Order order)
    {
        if (order.Reservation is null || !IsOpen(order) || PaymentFacts.Of(order) is not { Missing: var missing }) return null;
        return missing > 0 ? missing : null;
    }

    /// <summary>
    /// Closes an order that nobody has paid, or of which a part came before it expired: that part stays on record, and is the merchant's
    /// to return. What becomes of its amount is told by <see cref="UntilClosed"/> and <see cref="Released"/>.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="readThrough">The block time up to which all chains of its quotes were read, or null if one never was.</param>
    /// <param name="now">The present.</param>
    public static (CloseOutcome Outcome, Order Order) Close(Order order, DateTimeOffset? readThrough, DateTimeOffset now) =>
        order.Status switch
        {
            OrderStatus.Closed => (CloseOutcome.AlreadyClosed, order),
            _ when order.ArchivedAt is not null => (CloseOutcome.Archived, order),
            OrderStatus.Pending or OrderStatus.Expired when order.Sightings.Count == 0 => (CloseOutcome.Closed, Closed(order, readThrough, now)),
            OrderStatus.Pending or OrderStatus.Expired or OrderStatus.Detected or OrderStatus.Completed or OrderStatus.Failed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded =>
                (CloseOutcome.HasPayment, order),
            _ => throw Unknown(order.Status),
        };

    private static Order Closed(Order order, DateTimeOffset? readThrough, DateTimeOffset now)
    {
        var closed = Noted(order with { Status = OrderStatus.Closed, Reservation = UntilClosed(order, now) }, now, "closed");
        return Scheduled(Released(closed, readThrough, now), now);
    }

    /// <summary>Takes a callback off the outbox, once its delivery grain has stored it.</summary>
    public static Order HandedOver(Order order, OutboxEntry entry, DateTimeOffset now)
    {
        var rest = order.Outbox.Where(other => other.Number != entry.Number || other.Endpoint != entry.Endpoint).ToArray();
        return rest.Length == order.Outbox.Count ? order : Scheduled(order with { Outbox = rest }, now);
    }

    /// <summary>Expired is expired even before its alarm came.</summary>
    private static bool IsLapsed(Order order, DateTimeOffset now) =>
        order.Status == OrderStatus.Expired || now >= order.ExpiresAt && IsWaitingForMoney(order) && !IsSighted(order, now);

    private static InvalidOperationException Unknown(OrderStatus status) => new($"Unknown order status {status}.");

    private static Order Noted(Order order, DateTimeOffset now, string what, string? note = null)
    {
        var entry = new HistoryEntry { At = now, Event = what, Note = note };
        return order with
        {
            History = order.History.Count < HistoryLimit
                ? [.. order.History, entry]
                : [order.History[0], .. order.History.Skip(order.History.Count - HistoryLimit + 2), entry],
        };
    }
}
