namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>
    /// How long after its completion an order keeps its amount when others need it: who pays twice by mistake does it at once.
    /// </summary>
    public static readonly TimeSpan PaidAmountTime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether an order lets others have its amount before its time, where amounts are short: it takes no money any more, or was paid
    /// <see cref="PaidAmountTime"/> ago. An address of its own is never given up so.
    /// </summary>
    public static bool GivesUpAmount(Order order, DateTimeOffset now) =>
        order is { Reservation: not null, PendingBlock: null } && !HoldsOwnAddress(order) &&
        (order.Status == OrderStatus.Closed || order.CompletedAt is { } completed && now >= completed + PaidAmountTime);

    /// <summary>
    /// Gives up the amount, if <see cref="GivesUpAmount"/>; what is paid in it later is unmatched and meant for this order.
    /// </summary>
    public static Order GiveUpAmount(Order order, DateTimeOffset now) =>
        GivesUpAmount(order, now) ? Scheduled(order with { Reservation = null }, now) : order;

    /// <summary>When others may have the order's amount at the earliest; null where it holds none that others could have.</summary>
    public static DateTimeOffset? AmountFreeAt(Order order)
    {
        if (order.Reservation is not { Until: var until } || HoldsOwnAddress(order)) return null;
        return order.CompletedAt + PaidAmountTime is { } given && given < until ? given : until;
    }

    /// <summary>
    /// The order without its amount, where nobody can still pay in it: its time is over, all chains of its quotes were read past that, and
    /// no payment of it waits for being final.
    /// </summary>
    private static Order Released(Order order, DateTimeOffset? readThrough, DateTimeOffset now) =>
        order is { Reservation.Until: var until, PendingBlock: null } && now >= until && readThrough >= until
            ? order with { Reservation = null }
            : order;

    /// <summary>When an order looks next whether its amount can be released.</summary>
    private static DateTimeOffset ReleaseLook(Order order, DateTimeOffset until, DateTimeOffset now)
    {
        if (now < until) return until;
        if (order.Status != OrderStatus.Closed) return now + ReleaseRetry;
        var half = (now - until) / 2;
        return now + (half < ClosedReleaseRetry ? ClosedReleaseRetry : half < ReleaseRetry ? half : ReleaseRetry);
    }

    /// <summary>
    /// Of a closed order nobody's payment counts any more. Its amount is kept only until its chains were read past the closing, so that
    /// what was paid before is known as its own.
    /// </summary>
    private static Reservation? UntilClosed(Order order, DateTimeOffset now) =>
        order.Reservation is { } held && held.Until > now && !HoldsOwnAddress(order) ? held with { Until = now } : order.Reservation;

    private static bool HoldsOwnAddress(Order order) =>
        order.Reservation is { } held && order.Quotes.Any(quote => quote.IsOwnAddress && quote.Asks(held));
}
