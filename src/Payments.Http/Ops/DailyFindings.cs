using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Reconciliation;
using Payments.Contracts.Users;
using Payments.Domain.Users;

namespace Payments.Http.Ops;

/// <summary>
/// Asks what the checks that run by themselves last found. Null before the first, or where a grain does not answer, so that everything
/// else is shown.
/// </summary>
public sealed partial class DailyFindings(IGrainFactory grains, TimeProvider time, ILogger<DailyFindings> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>What the comparison of users' ledgers found.</summary>
    public Task<UserCheck?> UsersAsync() =>
        FindAsync("the comparison of users' ledgers", () => grains.Find<IUserCheckGrain>(IUserCheckGrain.Key).GetAsync());

    /// <summary>What the round through the accounts at providers found.</summary>
    public Task<ProviderWatch?> ProvidersAsync() =>
        FindAsync("the round through accounts at providers", () => grains.Find<IProviderWatchGrain>(IProviderWatchGrain.Key).GetAsync());

    private async Task<T?> FindAsync<T>(string what, Func<Task<T?>> ask) where T : class
    {
        try
        {
            return await ask().WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            LogUntold(logger, what, exception.Message);
            return null;
        }
    }
}
