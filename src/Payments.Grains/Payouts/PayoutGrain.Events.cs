using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Domain.Payouts;

namespace Payments.Grains.Payouts;

/// <summary>What endpoints are told of payouts lies in the book until the deliveries have it: a crash in between loses nothing.</summary>
public sealed partial class PayoutGrain
{
    /// <summary>With what endpoints are to be told of a change; most changes are no event, and need no merchant.</summary>
    private async ValueTask<PayoutBook> ToldAsync(PayoutBook next) => PayoutEvents.Any(committed, next)
        ? PayoutEvents.Told(committed, next, await EndpointsAsync(), time.GetUtcNow())
        : next;

    /// <summary>The merchant's endpoints. No payout waits for a merchant that cannot be read: its endpoints are not told then.</summary>
    private async ValueTask<IReadOnlyList<WebhookEndpoint>> EndpointsAsync()
    {
        try
        {
            return (await merchants.FindAsync(Merchant))?.Merchant.Endpoints ?? [];
        }
        catch (Exception exception)
        {
            LogEndpointsUnread(logger, Merchant, exception);
            return [];
        }
    }

    /// <summary>Hands what is to be told over to the deliveries. What fails is tried again with the next look.</summary>
    private async Task HandOverAsync()
    {
        if (committed!.Outbox is not { Count: > 0 } waiting) return;
        try
        {
            if (await merchants.FindAsync(Merchant) is { } access)
            {
                foreach (var notice in waiting)
                {
                    var delivery = EventDeliveries.OfPayout(notice, access.Merchant, time.GetUtcNow());
                    await GrainFactory.Find<IWebhookDeliveryGrain>(delivery.Key).StartAsync(delivery);
                }
            }
            await ChangeAsync(book => book! with { Outbox = [.. book.Outbox.Skip(waiting.Count)] });
        }
        catch (Exception exception)
        {
            LogNotHandedOver(logger, Merchant, exception);
        }
    }
}
