namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Longest reason of a decision by hand.</summary>
    public const int ReasonLimit = 500;

    /// <summary>How far from now an order may be extended.</summary>
    public static readonly TimeSpan ExtensionLimit = TimeSpan.FromDays(30);

    /// <summary>
    /// Completes an order that was paid outside of the chain. What came on the chain stays counted as it is, and what comes later is counted
    /// beside it: nothing is made up.
    /// </summary>
    public static (ManualOutcome Outcome, Order Order) CompleteByHand(Order order, string reason, DateTimeOffset now)
    {
        if (order.ArchivedAt is not null) return (ManualOutcome.Archived, order);
        if (IsUnderReview(order) && IsOpen(order)) return (ManualOutcome.UnderReview, order);
        switch (order.Status)
        {
            case OrderStatus.Pending or OrderStatus.Detected or OrderStatus.Expired or OrderStatus.Closed:
                var mark = new ManualMark { At = now, Decision = ManualDecision.Completed, Reason = reason };
                var marked = Decided(order) with { Manual = mark };
                return (ManualOutcome.Done, Scheduled(Completed(Noted(marked, now, "completed-by-hand", reason), now), now));
            case OrderStatus.Completed when order.Manual is { Decision: ManualDecision.Completed }:
                return (ManualOutcome.AlreadyDone, order);
            case OrderStatus.Completed or OrderStatus.Failed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded:
                return (ManualOutcome.Over, order);
            default:
                throw Unknown(order.Status);
        }
    }

    /// <summary>
    /// Closes an order although a payment may have been seen. What came stays on record and is the merchant's to return; what comes later is
    /// unmatched.
    /// </summary>
    public static (ManualOutcome Outcome, Order Order) Refuse(Order order, string reason, DateTimeOffset now)
    {
        if (order.ArchivedAt is not null) return (ManualOutcome.Archived, order);
        switch (order.Status)
        {
            case OrderStatus.Pending or OrderStatus.Detected or OrderStatus.Expired:
                if (IsUnderReview(order)) order = ReviewDecided(order, ReviewState.Refused, reason, isOperator: false, now);
                var refused = Decided(order) with
                {
                    Status = OrderStatus.Closed,
                    Sightings = [],
                    Reservation = UntilClosed(order, now),
                    Manual = new ManualMark { At = now, Decision = ManualDecision.Refused, Reason = reason },
                };
                return (ManualOutcome.Done, WithPending(Noted(refused, now, "refused", reason), now));
            case OrderStatus.Closed:
                return (ManualOutcome.AlreadyDone, order);
            case OrderStatus.Completed or OrderStatus.Failed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded:
                return (ManualOutcome.Over, order);
            default:
                throw Unknown(order.Status);
        }
    }

    /// <summary>Gives the payer more time for the quote on show, and takes an order that expired back, while its amount is still its own.</summary>
    /// <param name="order">The order.</param>
    /// <param name="until">When it is to expire.</param>
    /// <param name="grace">How long after it the amount stays reserved.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">The present.</param>
    public static (ManualOutcome Outcome, Order Order) Extend(
        Order order, DateTimeOffset until, TimeSpan grace, string reason, DateTimeOffset now)
    {
        if (order.ArchivedAt is not null) return (ManualOutcome.Archived, order);
        if (!IsOpen(order)) return (ManualOutcome.Over, order);
        if (until <= order.ExpiresAt || until <= now) return (ManualOutcome.NotLater, order);
        if (order is { Quote: not null, Reservation: null }) return (ManualOutcome.AmountReleased, order);

        var end = until + grace;
        var extended = order with
        {
            ExpiresAt = until,
            Status = order.Status == OrderStatus.Expired ? HasSeenMoney(order) ? OrderStatus.Detected : OrderStatus.Pending : order.Status,
            Quotes = order.Quote is { } shown ? [.. order.Quotes.Take(order.Quotes.Count - 1), shown with { Until = end }] : order.Quotes,
            Reservation = order.Reservation is { } held ? held with { Until = end } : null,
        };
        return (ManualOutcome.Done, Scheduled(Noted(extended, now, "extended", reason), now));
    }
}
