using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Users;
using Payments.Domain.Users;

namespace Payments.Http.Ops;

/// <summary>Asks what the daily comparison of users' ledgers last found.</summary>
public sealed partial class UserCheckReader(IGrainFactory grains, TimeProvider time, ILogger<UserCheckReader> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What it found; null before the first, or where its grain does not answer, so that everything else is shown.</summary>
    public async Task<UserCheck?> FindAsync()
    {
        try
        {
            return await grains.Find<IUserCheckGrain>(IUserCheckGrain.Key).GetAsync().WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            LogUntold(logger, exception.Message);
            return null;
        }
    }
}
