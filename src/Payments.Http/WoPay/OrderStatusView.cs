using Payments.Domain.Orders;

namespace Payments.Http.WoPay;

/// <summary>Where an order stands.</summary>
internal sealed record OrderStatusView(string PaymentId, string OrderId, string Status)
{
    public static OrderStatusView Of(Order order) => new(order.Id.ToUuid(), order.Number, WoPayStatus.Of(order));
}
