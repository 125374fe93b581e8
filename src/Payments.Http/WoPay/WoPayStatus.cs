using Payments.Domain.Orders;

namespace Payments.Http.WoPay;

/// <summary>Order statuses in the WoPay document's words; those it lacks keep ours.</summary>
internal static class WoPayStatus
{
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Detected => "confirmed",
        OrderStatus.Completed => "completed",
        OrderStatus.Expired => "expired",
        OrderStatus.Closed => "closed",
        OrderStatus.Failed => "failed",
        OrderStatus.PartiallyRefunded => "partially_refunded",
        OrderStatus.Refunded => "refunded",
        _ => throw new InvalidOperationException($"Unknown status {status}."),
    };
}
