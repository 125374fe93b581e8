using Microsoft.AspNetCore.Http;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>Sends webhook endpoints again what they have not heard.</summary>
internal sealed class EndpointRecoveries(IGrainFactory grains, DeliveryQueries deliveries, TimeProvider time)
{
    /// <summary>How many callbacks a recovery would send.</summary>
    /// <exception cref="InputException">The time is in the future: 400.</exception>
    public Task<long> CountAsync(MerchantId merchant, WebhookEndpoint endpoint, DateTimeOffset since, bool withSuperseded)
    {
        var now = Past(since);
        return deliveries.CountAsync(new UnheardFilter(merchant, endpoint.Id, since, now, withSuperseded));
    }

    /// <summary>Begins one.</summary>
    /// <exception cref="InputException">The time is in the future: 400; the endpoint is off, or a recovery runs: 409.</exception>
    public async Task<WebhookRecovery> StartAsync(MerchantId merchant, WebhookEndpoint endpoint, DateTimeOffset since, bool withSuperseded)
    {
        Past(since);
        if (endpoint.OffSince is not null)
            throw new InputException("endpoint_id", "the endpoint is off: switch it on first", StatusCodes.Status409Conflict);
        return await Grain(merchant, endpoint).StartAsync(since, withSuperseded)
            ?? throw new InputException("endpoint_id", "a recovery runs already: wait, or stop it", StatusCodes.Status409Conflict);
    }

    /// <summary>The recovery that runs, or the last one; null where there was none.</summary>
    public Task<WebhookRecovery?> FindAsync(MerchantId merchant, WebhookEndpoint endpoint) => Grain(merchant, endpoint).GetAsync();

    /// <summary>Ends the one that runs, and answers the last one; null where there was none.</summary>
    public Task<WebhookRecovery?> StopAsync(MerchantId merchant, WebhookEndpoint endpoint) => Grain(merchant, endpoint).StopAsync();

    private DateTimeOffset Past(DateTimeOffset since)
    {
        var now = time.GetUtcNow();
        return since > now ? throw new InputException("since", "expected a time in the past") : now;
    }

    private IWebhookRecoveryGrain Grain(MerchantId merchant, WebhookEndpoint endpoint) =>
        grains.Find<IWebhookRecoveryGrain>(EndpointKey.OfRecovery(merchant, endpoint.Id));
}
