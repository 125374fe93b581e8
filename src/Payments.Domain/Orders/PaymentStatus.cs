namespace Payments.Domain.Orders;

/// <summary>The five words in which the WoPay document tells where a payment stands.</summary>
public static class PaymentStatus
{
    /// <summary>Waits for a payment, or for a block of one that was sent.</summary>
    public const string Pending = "pending";

    /// <summary>A block holds a payment; it is not final yet.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>Paid and final; also once it was refunded, which further fields say.</summary>
    public const string Completed = "completed";

    /// <summary>Can never be paid: closed by the merchant or refused for good.</summary>
    public const string Failed = "failed";

    /// <summary>The time to pay ran out.</summary>
    public const string Expired = "expired";

    /// <summary>The word for an order as it stands.</summary>
    public static string Of(Order order) => Of(order.Status, IsInBlock(order));

    /// <summary>The word that a callback says; <see cref="OutboxEntry.Status"/> is kept so that it says it alone.</summary>
    public static string Of(OutboxEntry entry) => Of(entry.Status, isInBlock: true);

    /// <summary>The status of ours that says an order's word by itself.</summary>
    internal static OrderStatus Plain(Order order) =>
        order.Status == OrderStatus.Detected && !IsInBlock(order) ? OrderStatus.Pending : order.Status;

    /// <summary>
    /// What a provider has seen is as good as seen in a block. What came for an order under review is told once that is decided.
    /// </summary>
    private static bool IsInBlock(Order order) =>
        !OrderRules.IsUnderReview(order) && (order.Transfers.Count > 0 || order.Charges.Any(charge => charge.HasMoneyUnderWay));

    private static string Of(OrderStatus status, bool isInBlock) => status switch
    {
        OrderStatus.Pending => Pending,
        OrderStatus.Detected => isInBlock ? Confirmed : Pending,
        OrderStatus.Completed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded => Completed,
        OrderStatus.Expired => Expired,
        OrderStatus.Closed or OrderStatus.Failed => Failed,
        _ => throw new InvalidOperationException($"Unknown order status {status}."),
    };
}
