using Orleans;
using Orleans.Runtime;
using Payments.Http.Ops;

namespace Payments.Host.Editions;

/// <summary>A silo may be sent requests while it is an active member; a front while it finds an active silo. Neither once it was told to stop.</summary>
internal sealed class ClusterReadiness(IServiceProvider services, IHostApplicationLifetime lifetime) : IReadiness
{
    public async Task<bool> IsReadyAsync()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return false;
        if (services.GetService<ISiloStatusOracle>() is { } membership) return membership.CurrentStatus == SiloStatus.Active;
        try
        {
            return (await services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count > 0;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
