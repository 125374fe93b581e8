using System.Diagnostics;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Telemetry;

namespace Payments.Grains.Orders;

/// <summary>Activities of orders.</summary>
internal static class OrderTraces
{
    private static readonly ActivitySource Source = new("Payments.Orders");

    /// <summary>An order is created: the call that does so names it.</summary>
    /// <returns>The trace to store with the order; null while tracing is off.</returns>
    public static string? Create(OrderId order, MerchantId merchant)
    {
        Activity.Current?.SetTag(TraceTags.Order, order.Value).SetTag(TraceTags.Merchant, merchant.Value);
        return StoredTrace.Current;
    }

    /// <summary>Transfers of an order change it.</summary>
    public static Activity? Pay(Order before, Order next) =>
        Continue("payments.order.pay", before)?.SetTag(TraceTags.OrderStatus, Word(next.Status));

    /// <summary>An order is woken because its time has come.</summary>
    public static Activity? Wake(Order order) => Continue("payments.order.wake", order)?.SetTag(TraceTags.OrderStatus, Word(order.Status));

    /// <summary>An order hands its callbacks over after the call that caused them was answered.</summary>
    public static Activity? HandOver(Order order) => Continue("payments.order.hand_over", order);

    private static Activity? Continue(string name, Order order) => StoredTrace.Continue(Source, name, order.TraceParent)?
        .SetTag(TraceTags.Order, order.Id.Value)
        .SetTag(TraceTags.Merchant, order.Merchant.Value);

    private static string Word(OrderStatus status) => status.ToString().ToLowerInvariant();
}
