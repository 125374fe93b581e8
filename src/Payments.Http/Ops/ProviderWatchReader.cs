using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Reconciliation;

namespace Payments.Http.Ops;

/// <summary>Asks what the last round through the accounts at providers found.</summary>
public sealed partial class ProviderWatchReader(IGrainFactory grains, TimeProvider time, ILogger<ProviderWatchReader> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What it found; null before the first, or where its grain does not answer, so that everything else is shown.</summary>
    public async Task<ProviderWatch?> FindAsync()
    {
        try
        {
            return await grains.Find<IProviderWatchGrain>(IProviderWatchGrain.Key).GetAsync().WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            LogUntold(logger, exception.Message);
            return null;
        }
    }
}
