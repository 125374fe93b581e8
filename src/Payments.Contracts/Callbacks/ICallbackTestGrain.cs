using Orleans;
using Payments.Domain.Orders;

namespace Payments.Contracts.Callbacks;

/// <summary>Key <c>tst-{merchant}</c>. Tries out callback addresses for a merchant, one at a time; keeps nothing.</summary>
[Alias("callback-test-grain")]
public interface ICallbackTestGrain : IGrainWithStringKey
{
    /// <summary>Calls an address as a callback would, with words that no shop can take for a payment. The answer has every request made; null where too many were asked for within the minute, or wait for that host.</summary>
    /// <param name="url">Where to.</param>
    /// <param name="face">The face whose callback is tested.</param>
    [Alias("run"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<CallbackTest?> RunAsync(string url, Face face);

    /// <summary>
    /// Sends a webhook that says it is a test, signed as a real one with the secret of the merchant, or of one of its endpoints. One
    /// request; null where too many tests were asked for within the minute, or wait for that host.
    /// </summary>
    /// <param name="url">Where to.</param>
    /// <param name="eventType">The event's name.</param>
    /// <param name="data">A JSON object without a <c>payment_id</c> and a <c>status</c>, which the face has checked.</param>
    /// <param name="endpoint">The endpoint whose address that is; null where it is none's.</param>
    [Alias("send-webhook"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task<CallbackTest?> SendWebhookAsync(string url, string eventType, string data, string? endpoint = null);
}
