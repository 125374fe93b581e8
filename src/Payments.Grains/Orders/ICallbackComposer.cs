using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

/// <summary>Writes the callback that tells of an order, in the form of the face it came through.</summary>
public interface ICallbackComposer
{
    /// <summary>The signed delivery. The same order gives the same content.</summary>
    Delivery Compose(Order order, OutboxEntry entry, MerchantAccess merchant, DateTimeOffset now);
}
