using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

/// <summary>Writes the callback that tells of an order, in the form of the face it came through.</summary>
public interface ICallbackComposer
{
    /// <summary>The signed delivery. The same order gives the same content.</summary>
    /// <param name="order">The order.</param>
    /// <param name="entry">What is told of it.</param>
    /// <param name="merchant">Whose it is.</param>
    /// <param name="now">The time of the report.</param>
    /// <param name="head">The height of the payment's chain; null where it is not known.</param>
    Delivery Compose(Order order, OutboxEntry entry, MerchantAccess merchant, DateTimeOffset now, long? head = null);
}
