using Payments.Domain.Refunds;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Refunds that something is to be done about now.</summary>
    public static IEnumerable<Refund> RefundsToAsk(Order order, DateTimeOffset now) => order.Refunds.Where(refund => refund.AskAt <= now);

    /// <summary>Takes what a provider says of one of the order's refunds.</summary>
    /// <param name="order">The order.</param>
    /// <param name="provider">The provider that says it.</param>
    /// <param name="news">What it says.</param>
    /// <param name="now">The present.</param>
    public static (RefundNewsOutcome Outcome, Order Order) ApplyRefund(Order order, string provider, RefundNews news, DateTimeOffset now)
    {
        if (!RefundReference.TryParse(news.Reference, out var named) || named.Order != order.Id) return (RefundNewsOutcome.NotFound, order);
        if (FindRefund(order, named.Number) is not { } refund || refund.Provider != provider) return (RefundNewsOutcome.NotFound, order);
        var (outcome, after) = RefundRules.Apply(refund, news, now);
        return (outcome, WithRefund(order, after, now));
    }

    /// <summary>The order's refund of this number, or null.</summary>
    public static Refund? FindRefund(Order order, int number) =>
        number >= 1 && number <= order.Refunds.Count ? order.Refunds[number - 1] : null;

    /// <summary>The order with a refund as it is now; its history tells of another status.</summary>
    /// <returns>The same instance where nothing changes.</returns>
    public static Order WithRefund(Order order, Refund refund, DateTimeOffset now)
    {
        var before = order.Refunds[refund.Number - 1];
        if (before == refund) return order;
        var next = order with { Refunds = [.. order.Refunds.Select(other => other.Number == refund.Number ? refund : other)] };
        if (before.IsOpen) next = WithReturnsEnded(next, refund, now);
        return Scheduled(before.Status == refund.Status ? next : Noted(next, now, EventOf(refund.Status), refund.Id), now);
    }

    private static string EventOf(RefundStatus status) => status switch
    {
        RefundStatus.Requested => "refund-unseen",
        RefundStatus.Processing => "refund-processing",
        RefundStatus.Succeeded => "refund-succeeded",
        RefundStatus.Failed => "refund-failed",
        RefundStatus.Cancelled => "refund-cancelled",
        _ => throw new InvalidOperationException($"Unknown refund status {status}."),
    };
}
