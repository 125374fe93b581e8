using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;

namespace Payments.Grains.Orders;

/// <summary>What names an order in a transaction, on chains that have a place for it.</summary>
public sealed class OrderReferences(IOrderIds ids, ChainCatalog chains)
{
    /// <summary>An order's reference on a chain, or null.</summary>
    public string? Of(ChainId chain, OrderId order) => chains.ReferenceText(chain, ids.ReferenceOf(order));
}
