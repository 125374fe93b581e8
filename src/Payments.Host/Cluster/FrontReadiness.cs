using Orleans;
using Orleans.Runtime;
using Payments.Http.Ops;

namespace Payments.Host.Cluster;

/// <summary>A front may be sent requests while it finds an active silo, and not once it was told to stop.</summary>
internal sealed class FrontReadiness(IGrainFactory grains, IHostApplicationLifetime lifetime) : IReadiness
{
    public async Task<bool> IsReadyAsync()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return false;
        try
        {
            return (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count > 0;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
