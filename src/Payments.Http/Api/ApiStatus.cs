using Payments.Domain.Orders;

namespace Payments.Http.Api;

/// <summary>Order statuses in the WoPay document's words; those it lacks keep ours.</summary>
internal static class ApiStatus
{
    /// <remarks>
    /// <c>confirmed</c> is what the chain has recorded or a provider has seen; a payment that waits for a block is still <c>pending</c>.
    /// </remarks>
    public static string Of(Order order) => order.Status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Detected when PaymentStatus.Of(order) == PaymentStatus.Pending => "pending",
        OrderStatus.Detected => "confirmed",
        OrderStatus.Completed => "completed",
        OrderStatus.Expired => "expired",
        OrderStatus.Closed => "closed",
        OrderStatus.Failed => "failed",
        OrderStatus.PartiallyRefunded => "partially_refunded",
        OrderStatus.Refunded => "refunded",
        _ => throw new InvalidOperationException($"Unknown status {order.Status}."),
    };
}
