using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Orders;
using Payments.Grains.Orders;

namespace Payments.Grains.Callbacks;

/// <summary>Composes each order's callbacks in the format of its face.</summary>
public sealed class CallbackComposer : ICallbackComposer
{
    /// <inheritdoc />
    public Delivery Compose(Order order, OutboxEntry entry, MerchantAccess merchant, DateTimeOffset now, long? head = null)
    {
        if (entry.Endpoint is not null) return EventDeliveries.Of(order, entry, merchant.Merchant, now, head);
        var format = CallbackFormats.Of(order.Terms.Face);
        var content = format.Compose(order, entry, merchant.Secret, now, head);
        return new Delivery
        {
            Order = order.Id,
            Number = entry.Number,
            Merchant = order.Merchant,
            Url = order.Terms.NotifyUrl!,
            Face = format.Face,
            Form = format.Form,
            Payload = content.Payload,
            Headers = content.Headers,
            CreatedAt = now,
            After = entry.After,
        };
    }
}
