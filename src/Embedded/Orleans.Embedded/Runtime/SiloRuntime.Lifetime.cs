using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

internal sealed partial class SiloRuntime
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private ITimer? sweeper;

    /// <summary>Begins to take calls.</summary>
    public void Start()
    {
        isOpen = true;
        acceptsClients = true;
        lastCollection = Time.GetTimestamp();
        sweeper = Time.CreateTimer(static self => ((SiloRuntime)self!).Sweep(), this, SweepPeriod, SweepPeriod);
    }

    /// <summary>Refuses new calls from outside, lets the turns under way finish, and deactivates every grain.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        acceptsClients = false;
        while (!patience.IsCancellationRequested && activations.Values.Any(activation => activation.Load > 0))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "the silo stops");
        foreach (var activation in activations.Values) activation.Deactivate(reason, patience);
        while (!patience.IsCancellationRequested && !activations.IsEmpty)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
        isOpen = false;
        if (sweeper is not null) await sweeper.DisposeAsync();
    }

    private void Sweep()
    {
        var now = Time.GetTimestamp();
        var collectIdle = Time.GetElapsedTime(lastCollection, now) >= collection.CollectionQuantum;
        if (collectIdle) lastCollection = now;
        foreach (var activation in activations.Values) activation.Sweep(now, collectIdle);
    }
}
