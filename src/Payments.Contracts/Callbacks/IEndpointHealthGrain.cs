using Orleans;
using Orleans.Concurrency;
using Payments.Domain.Callbacks;

namespace Payments.Contracts.Callbacks;

/// <summary>Key <c>whe-{merchant}-{endpoint}</c>. How well an endpoint hears; tells the merchant where it does not.</summary>
[Alias("endpoint-health-grain")]
public interface IEndpointHealthGrain : IGrainWithStringKey
{
    /// <summary>The health as it stands; null while nothing was sent.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<EndpointHealth?> GetAsync();

    /// <summary>Takes what became of an attempt.</summary>
    /// <param name="error">Why it was not heard; null where it was.</param>
    /// <param name="isExhausted">Whether its callback is given up with it.</param>
    [Alias("report"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task ReportAsync(string? error, bool isExhausted);

    /// <summary>Forgets failures: the endpoint was switched on by hand.</summary>
    [Alias("begin-again")]
    Task BeginAgainAsync();
}
