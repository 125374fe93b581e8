using Orleans;

namespace Payments.Host.Cluster;

/// <summary>A front that finds no silo looks again every second until one appears or it is told to stop.</summary>
internal sealed class SiloPatience(TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return false;
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
