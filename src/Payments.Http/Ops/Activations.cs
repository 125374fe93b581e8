using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace Payments.Http.Ops;

/// <summary>Asks Orleans how many activations there are. Each silo answers from counters that it keeps anyway.</summary>
public sealed partial class Activations(IGrainFactory grains, TimeProvider time, ILogger<Activations> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Activations of the cluster by grain class: its full name, a comma and its assembly.</summary>
    /// <returns>The counts; none while a silo does not answer, so that the page shows everything else.</returns>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync()
    {
        try
        {
            var counted = await grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics().WaitAsync(Patience, time);
            return counted.GroupBy(grain => grain.GrainType)
                .ToDictionary(group => group.Key, group => group.Sum(grain => (long)grain.ActivationCount));
        }
        catch (Exception exception)
        {
            LogUncounted(logger, exception.Message);
            return new Dictionary<string, long>();
        }
    }
}
