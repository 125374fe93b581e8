using Orleans;
using Payments.Contracts.Limits;
using Payments.Domain.Limits;

namespace Payments.Grains.Limits;

/// <summary>Counts in memory. It stays for as long as its window is open.</summary>
[GrainType("rate-limit")]
public sealed class RateLimitGrain(TimeProvider time) : Grain, IRateLimitGrain
{
    private readonly TokenWindow window = new();
    private readonly long origin = time.GetTimestamp();

    /// <inheritdoc />
    public Task<TokenLease> LeaseAsync(TokenAsk ask)
    {
        var lease = window.Lease(ask, time.GetElapsedTime(origin));
        DelayDeactivation(lease.EndsIn);
        return Task.FromResult(lease);
    }
}
