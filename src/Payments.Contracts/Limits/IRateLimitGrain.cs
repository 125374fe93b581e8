using Orleans;
using Payments.Domain.Limits;

namespace Payments.Contracts.Limits;

/// <summary>
/// Key <see cref="RatePartition.GrainKey"/>. Counts the requests of one key or network over all fronts, in memory: fronts lease tokens from
/// it in batches. It stores nothing; where its silo dies, the window begins anew.
/// </summary>
[Alias("rate-limit-grain")]
public interface IRateLimitGrain : IGrainWithStringKey
{
    /// <summary>Leases tokens of the window that is open.</summary>
    [Alias("lease"), ResponseTimeout("00:00:02")]
    Task<TokenLease> LeaseAsync(TokenAsk ask);
}
