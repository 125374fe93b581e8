using System.Collections.Concurrent;

namespace Orleans.Runtime;

internal sealed partial class SiloRuntime
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Activations that had calls under way since the last sweep.</summary>
    private readonly ConcurrentQueue<Activation> watched = new();

    private ITimer? sweeper;
    private volatile bool isEnding;
    private int sweeping;

    /// <summary>Whether the silo stops and every activation that has nothing to do should end.</summary>
    public bool IsEnding => isEnding;

    /// <summary>Whether timers tick: until the silo begins to stop.</summary>
    public bool TimersRun => acceptsClients;

    /// <summary>Why activations end then.</summary>
    public static DeactivationReason StopReason => new(DeactivationReasonCode.ShuttingDown, "the silo stops");

    /// <summary>Begins to take calls.</summary>
    public void Start()
    {
        lastCollection = Time.GetTimestamp();
        sweeper = Time.CreateTimer(static self => ((SiloRuntime)self!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        isOpen = true;
        acceptsClients = true;
    }

    /// <summary>Refuses new calls from outside, lets the turns under way finish, and deactivates every grain.</summary>
    /// <remarks>When patience ends, callers that still wait get a <see cref="SiloUnavailableException"/>.</remarks>
    public async Task StopAsync(CancellationToken patience)
    {
        if (!isOpen) return;
        acceptsClients = false;
        try
        {
            await Quiet.WaitAsync(patience);
            // From here on an activation ends when it has nothing to do; one that others call while they end comes back to life and ends again.
            isEnding = true;
            foreach (var activation in Activations) activation.DeactivateIfFree(StopReason);
            await Quiet.WaitAsync(() => activations.IsEmpty, patience);
        }
        catch (OperationCanceledException)
        {
            LogAbandoned(logger, ActivationCount);
        }
        isOpen = false;
        foreach (var activation in Activations) activation.Abandon(new SiloUnavailableException("The silo has stopped."));
        if (sweeper is not null) await sweeper.DisposeAsync();
        Metrics.Dispose();
    }

    /// <summary>Deactivates now what has been idle for so long and may be collected at all.</summary>
    public void Collect(TimeSpan age)
    {
        var now = Time.GetTimestamp();
        foreach (var activation in Activations)
            if (activation.Class.CollectionAge != TimeSpan.MaxValue) activation.CollectIdle(now, age);
    }

    /// <summary>Has the next sweep look whether something in the activation lasts too long.</summary>
    public void Watch(Activation activation) => watched.Enqueue(activation);

    // Without activations there is nothing to look after, and no timer runs.
    private void StartSweeping()
    {
        if (Volatile.Read(ref sweeping) == 0 && Interlocked.Exchange(ref sweeping, 1) == 0) sweeper?.Change(SweepPeriod, SweepPeriod);
    }

    private void Sweep()
    {
        if (activations.IsEmpty)
        {
            sweeper?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Interlocked.Exchange(ref sweeping, 0);
            if (!activations.IsEmpty) StartSweeping();
            return;
        }
        var now = Time.GetTimestamp();
        // What is watched again meanwhile waits for the next sweep.
        for (var left = watched.Count; left > 0 && watched.TryDequeue(out var activation); left--) activation.FailLate(now);
        if (Time.GetElapsedTime(lastCollection, now) < Collection.CollectionQuantum) return;
        lastCollection = now;
        foreach (var activation in Activations) activation.CollectIdle(now, activation.Class.CollectionAge);
    }
}
