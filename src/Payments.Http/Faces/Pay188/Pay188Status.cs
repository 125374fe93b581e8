using Payments.Domain.Orders;

namespace Payments.Http.Faces.Pay188;

/// <summary>Order statuses in the four words of the 188Pay document.</summary>
/// <remarks>
/// A payment that is seen and not final is still <c>pending</c>: a shop that polls must not deliver on it. An order paid and wholly returned is
/// <c>closed</c> for the same reason; one returned in part stays <c>completed</c>.
/// </remarks>
public static class Pay188Status
{
    /// <summary>The word.</summary>
    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.Pending or OrderStatus.Detected => "pending",
        OrderStatus.Completed or OrderStatus.PartiallyRefunded => "completed",
        OrderStatus.Expired => "expired",
        OrderStatus.Closed or OrderStatus.Failed or OrderStatus.Refunded => "closed",
        _ => throw new InvalidOperationException($"Unknown status {status}."),
    };
}
