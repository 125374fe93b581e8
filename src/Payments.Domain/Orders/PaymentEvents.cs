using Payments.Domain.Callbacks;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;

namespace Payments.Domain.Orders;

/// <summary>What one change of an order is called: the events that endpoints are told of.</summary>
public static class PaymentEvents
{
    /// <summary>The events of a change, in the order in which they are told.</summary>
    /// <param name="before">The order as stored; null for a new one.</param>
    /// <param name="next">The order as it is to be stored.</param>
    public static IEnumerable<OrderEvent> Of(Order? before, Order next)
    {
        if (before is null)
        {
            yield return new(WebhookEvents.Created);
            if (OrderRules.IsUnderReview(next)) yield return new(WebhookEvents.RiskReview);
            yield break;
        }
        var (wasHeld, isHeld) = (OrderRules.IsUnderReview(before), OrderRules.IsUnderReview(next));
        if (isHeld && !wasHeld) yield return new(WebhookEvents.RiskReview);
        var known = before;
        if (wasHeld && !isHeld)
        {
            yield return new(WebhookEvents.RiskDecided);
            // What came under review is told now, as if it had come with the decision.
            known = before with { Transfers = [] };
        }
        foreach (var name in isHeld ? [] : OfMoney(known, next)) yield return new(name);
        if (PaymentStatus.Of(known) != PaymentStatus.Of(next) && OfStatus(PaymentStatus.Of(next)) is { } status) yield return new(status);
        foreach (var told in OfShares(before, next)) yield return told;
        if (ReferenceEquals(before.Refunds, next.Refunds)) yield break;
        foreach (var refund in next.Refunds)
            if (RefundRules.EventOf(OrderRules.FindRefund(before, refund.Number), refund) is { } told)
                yield return new(told, refund.Number);
    }

    private static IEnumerable<OrderEvent> OfShares(Order before, Order next)
    {
        if (!ReferenceEquals(before.Shares, next.Shares))
            foreach (var share in next.Shares)
                if (ShareRules.EventOf(OrderRules.FindShare(before, share.Number), share) is { } told)
                    yield return new(told, Share: share.Number);
        if (ReferenceEquals(before.ShareReturns, next.ShareReturns)) yield break;
        foreach (var back in next.ShareReturns)
            if (back.Status == ShareStatus.Succeeded && OrderRules.FindReturn(before, back.Number)?.Status != back.Status)
                yield return new(WebhookEvents.ShareReturned, Share: back.Share);
    }

    private static IEnumerable<string> OfMoney(Order before, Order next)
    {
        if (IsReorged(before, next)) yield return WebhookEvents.Reorged;
        var (was, facts) = (PaymentFacts.Of(before), PaymentFacts.Of(next));
        if (!IsLate(before) && IsLate(next)) yield return WebhookEvents.Late;
        if (facts is { IsUnderpaid: true } && was is not { IsUnderpaid: true }) yield return WebhookEvents.Underpaid;
        if (facts?.Excess > 0 && !(was?.Excess > 0)) yield return WebhookEvents.Overpaid;
    }

    private static bool IsLate(Order order) => order.Transfers.Any(transfer => transfer.Late);

    /// <summary>The event of a status; null for one that an order comes back to.</summary>
    private static string? OfStatus(string word) => word switch
    {
        PaymentStatus.Pending => null,
        PaymentStatus.Confirmed => WebhookEvents.Detected,
        PaymentStatus.Completed => WebhookEvents.Completed,
        PaymentStatus.Expired => WebhookEvents.Expired,
        PaymentStatus.Failed => WebhookEvents.Failed,
        _ => throw new InvalidOperationException($"Unknown status {word} of a payment."),
    };

    /// <summary>A payment is gone, or in no block any more; one that comes back under another name was gone before.</summary>
    private static bool IsReorged(Order before, Order next)
    {
        if (before.Transfers.Count == 0 || ReferenceEquals(before.Transfers, next.Transfers)) return false;
        var kept = next.Transfers.ToDictionary(transfer => transfer.Transfer.Id);
        return before.Transfers.Any(known =>
            known.RemovedAt is null && !(kept.TryGetValue(known.Transfer.Id, out var now) && now.RemovedAt is null));
    }
}

/// <summary>An event of an order.</summary>
/// <param name="Name">Its name, of <see cref="WebhookEvents"/>.</param>
/// <param name="Refund">The number of the refund that it is about; null where it is about none.</param>
/// <param name="Share">The number of the share that it is about; null where it is about none.</param>
public readonly record struct OrderEvent(string Name, int? Refund = null, int? Share = null);
