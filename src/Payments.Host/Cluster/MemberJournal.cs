using Orleans.Runtime;

namespace Payments.Host.Cluster;

/// <summary>Writes into the log which silos join the cluster and which are gone, as this silo learns of it.</summary>
internal sealed partial class MemberJournal(ISiloStatusOracle membership, ILogger<MemberJournal> logger) : ISiloStatusListener
{
    /// <summary>Starts listening. Orleans keeps only a weak reference: the container holds this.</summary>
    public static Task StartAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var journal = services.GetRequiredService<MemberJournal>();
        services.GetRequiredService<ISiloStatusOracle>().SubscribeToSiloStatusEvents(journal);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo.Equals(membership.SiloAddress))
        {
            if (status == SiloStatus.Dead) LogDeclaredDead(logger, updatedSilo);
            return;
        }
        if (status == SiloStatus.Active) LogJoined(logger, updatedSilo);
        else if (status is SiloStatus.ShuttingDown or SiloStatus.Stopping) LogLeaving(logger, updatedSilo, status);
        else if (status == SiloStatus.Dead) LogGone(logger, updatedSilo);
    }
}
