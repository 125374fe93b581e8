using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <summary>With the callbacks of what changes by this write.</summary>
    /// <param name="next">The order as it is to be stored.</param>
    /// <param name="merchant">Whose it is, where that was read for this call.</param>
    private async ValueTask<Order> ToldAsync(Order next, Merchant? merchant)
    {
        var before = stored.State.IsUnread ? null : stored.State.Value;
        // Most writes are no event, and need no merchant.
        var endpoints = merchant?.Endpoints ?? (PaymentEvents.Of(before, next).Any() ? await EndpointsAsync(next.Merchant) : []);
        return OrderRules.Told(before, next, endpoints, Now);
    }

    /// <summary>
    /// The merchant's endpoints. No payment waits for a merchant that cannot be read: its order is written, and its endpoints are not told.
    /// </summary>
    private async ValueTask<IReadOnlyList<WebhookEndpoint>> EndpointsAsync(MerchantId merchant)
    {
        try
        {
            return (await merchants.FindAsync(merchant))?.Merchant.Endpoints ?? [];
        }
        catch (Exception exception)
        {
            LogEndpointsUnread(logger, merchant, exception);
            return [];
        }
    }
}
