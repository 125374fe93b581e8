using Payments.Domain.Orders;

namespace Payments.Domain.Callbacks.Formats;

/// <summary>For formats that report completed orders only: several shops take any signed notice for a payment.</summary>
internal static class CompletedOnly
{
    /// <summary>Refuses an order in any other status.</summary>
    public static void Require(Order order)
    {
        if (order.Status != OrderStatus.Completed)
            throw new InvalidOperationException($"Order {order.Id} is {order.Status}: nothing signed may tell of it.");
    }
}
