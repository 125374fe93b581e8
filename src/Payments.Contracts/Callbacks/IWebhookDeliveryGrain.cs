using Orleans;
using Orleans.Concurrency;
using Payments.Contracts.Alarms;
using Payments.Domain.Callbacks;

namespace Payments.Contracts.Callbacks;

/// <summary>Key <c>dlv-{order}-{n}</c>. One callback: fixed content, attempts, schedule, result.</summary>
[Alias("webhook-delivery-grain")]
public interface IWebhookDeliveryGrain : IWakeable
{
    /// <summary>Takes the callback over. Durable before it answers, and the first attempt follows at once; repeating it changes nothing.</summary>
    [Alias("start")]
    Task StartAsync(Delivery delivery);

    /// <summary>The delivery as it stands, or null.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<Delivery?> GetAsync();

    /// <summary>Begins a new round of attempts at once; false when there is no such delivery.</summary>
    [Alias("resend"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> ResendAsync();
}
