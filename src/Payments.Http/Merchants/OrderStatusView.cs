using Payments.Domain.Orders;
using Payments.Http.Api;

namespace Payments.Http.Merchants;

/// <summary>Where an order stands. <c>removed_transactions</c> paid it and are in no block any more: a deep reorganisation took them back after the order was completed.</summary>
internal sealed record OrderStatusView(string PaymentId, string OrderId, string Status, IReadOnlyList<string> RemovedTransactions)
{
    public static OrderStatusView Of(Order order) => new(
        order.Id.ToUuid(), order.Number, ApiStatus.Of(order), [.. order.Transfers.Where(counted => counted.RemovedAt is not null).Select(counted => counted.Transfer.Transaction).Distinct()]);
}
