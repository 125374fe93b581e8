using Orleans;
using Orleans.Concurrency;
using Payments.Contracts.Alarms;
using Payments.Domain.Callbacks;

namespace Payments.Contracts.Callbacks;

/// <summary>
/// Key <c>dlv-{order}-{n}</c>, or <c>dlv-{order}-e{n}</c> for one to an endpoint. One callback: fixed content, attempts, schedule, result.
/// </summary>
[Alias("webhook-delivery-grain")]
public interface IWebhookDeliveryGrain : IWakeable
{
    /// <summary>Takes the callback over. Durable before it answers, and the first attempt follows at once; repeating it changes nothing.</summary>
    [Alias("start")]
    Task StartAsync(Delivery delivery);

    /// <summary>The delivery as it stands, or null.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<Delivery?> GetAsync();

    /// <summary>
    /// Says that a newer callback tells its receiver what is so by now: this one is not tried again, or, while an attempt is under way, not
    /// after that. Repeating it changes nothing.
    /// </summary>
    /// <param name="by">The newer callback's number within the order.</param>
    /// <returns>Whether the newer one may be sent; where not, <see cref="GoOnAsync"/> of that one is called once it may.</returns>
    [Alias("supersede")]
    Task<bool> SupersedeAsync(int by);

    /// <summary>Makes an attempt at once, if it waits for one: what it waited for is over.</summary>
    [Alias("go-on")]
    Task GoOnAsync();

    /// <summary>Begins a new round of attempts at once; false when there is no such delivery.</summary>
    [Alias("resend"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<bool> ResendAsync();
}
