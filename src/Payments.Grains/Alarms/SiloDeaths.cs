using Orleans.Runtime;

namespace Payments.Grains.Alarms;

/// <summary>Counts the silos that this one has learned are dead since it started.</summary>
public sealed class SiloDeaths : ISiloStatusListener
{
    private int count;

    /// <summary>Starts listening. Orleans keeps only a weak reference: the container holds this.</summary>
    public SiloDeaths(ISiloStatusOracle membership) => membership.SubscribeToSiloStatusEvents(this);

    /// <summary>How many have died so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <inheritdoc />
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead) Interlocked.Increment(ref count);
    }
}
