using System.Globalization;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Orders;
using Payments.Grains.Orders;

namespace Payments.Grains.Callbacks;

/// <summary>Callbacks of the EPay and 188Pay faces.</summary>
public sealed class CallbackComposer : ICallbackComposer
{
    /// <inheritdoc />
    public Delivery Compose(Order order, OutboxEntry entry, MerchantAccess merchant, DateTimeOffset now)
    {
        var (form, payload) = order.Terms.Face switch
        {
            Face.Epay => (CallbackForm.EpayParameters, CallbackUrl.Encode(CallbackContent.EpayParameters(order, merchant.Secret))),
            Face.Pay188 => (CallbackForm.Json, CallbackContent.Pay188Json(order, merchant.Secret)),
            _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"Orders of face {order.Terms.Face} have no callbacks yet.")),
        };
        return new Delivery
        {
            Order = order.Id,
            Number = entry.Number,
            Merchant = order.Merchant,
            Url = order.Terms.NotifyUrl!,
            Form = form,
            Payload = payload,
            CreatedAt = now,
        };
    }
}
