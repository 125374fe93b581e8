using Orleans.Runtime;
using Payments.Http.Ops;

namespace Payments.Host.Cluster;

/// <summary>A silo may be sent requests while it is an active member, and not once it was told to stop.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle membership, IHostApplicationLifetime lifetime) : IReadiness
{
    public Task<bool> IsReadyAsync() => Task.FromResult(!lifetime.ApplicationStopping.IsCancellationRequested && membership.CurrentStatus == SiloStatus.Active);
}
