using Orleans;
using Orleans.Concurrency;

namespace Payments.Contracts.Rates;

/// <summary>Key <c>rate-{from}-{to}</c>, for example <c>rate-USDT-CNY</c>: what one token costs in a pricing currency.</summary>
[Alias("rate-grain")]
public interface IRateGrain : IGrainWithStringKey
{
    /// <summary>A rate that is fresh enough, or null: a quote never uses a stale one.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<RateValue?> GetAsync();

    /// <summary>Sets the configured rate, used when no source answers; null takes it away.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
    [Alias("set-configured"), ResponseTimeout(CallTimes.Unrepeatable)]
    Task SetConfiguredAsync(decimal? rate);
}
