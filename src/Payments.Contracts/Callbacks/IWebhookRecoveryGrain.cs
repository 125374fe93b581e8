using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Callbacks;

namespace Payments.Contracts.Callbacks;

/// <summary>Key <c>whr-{merchant}-{endpoint}</c>. Sends an endpoint again what it has not heard; one recovery at a time.</summary>
[Alias("webhook-recovery-grain")]
public interface IWebhookRecoveryGrain : IGrainWithStringKey
{
    /// <summary>The recovery that runs, or the last one; null where there was none.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<WebhookRecovery?> GetAsync();

    /// <summary>Counts what there is and begins; null while one runs.</summary>
    /// <param name="since">Callbacks that were created at this time or later.</param>
    /// <param name="withSuperseded">Whether those as well of which a newer one tells what is so by now.</param>
    [Alias("start"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<WebhookRecovery?> StartAsync(DateTimeOffset since, bool withSuperseded);

    /// <summary>Ends the one that runs, and answers the last one; null where there was none.</summary>
    [Alias("stop"), Repeatable]
    Task<WebhookRecovery?> StopAsync();
}
