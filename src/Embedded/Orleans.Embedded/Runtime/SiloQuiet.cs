namespace Orleans.Runtime;

/// <summary>Tells when nothing runs or waits in any grain. Orleans has no such thing: it is for tests on a virtual clock and for an orderly stop.</summary>
/// <remarks>Costs nothing while nobody waits. What grains await outside of the silo keeps them busy; what runs outside of grains is not seen.</remarks>
public sealed class SiloQuiet
{
    private readonly Func<IEnumerable<Activation>> activations;
    private TaskCompletionSource changed = NewSignal();
    private int watchers;
    private long began;
    private int held;

    internal SiloQuiet(Func<IEnumerable<Activation>> activations) => this.activations = activations;

    /// <summary>Done as soon as no grain has a call running or waiting, and none begins or ends.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task WaitAsync(CancellationToken cancellationToken = default) => WaitAsync(IsQuiet, cancellationToken);

    /// <summary>Tries a condition now and whenever an activation comes to rest.</summary>
    internal async Task WaitAsync(Func<bool> condition, CancellationToken token)
    {
        Interlocked.Increment(ref watchers);
        try
        {
            while (true)
            {
                var next = Volatile.Read(ref changed).Task;
                if (condition()) return;
                await next.WaitAsync(token);
            }
        }
        finally
        {
            Interlocked.Decrement(ref watchers);
        }
    }

    /// <summary>Something is given to an activation to do.</summary>
    internal void Began()
    {
        if (Volatile.Read(ref watchers) != 0) Interlocked.Increment(ref began);
    }

    /// <summary>An activation came to rest or is gone.</summary>
    internal void Ended()
    {
        if (Volatile.Read(ref watchers) != 0) Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
    }

    /// <summary>The runtime itself is at work for a grain until it lets go.</summary>
    internal void Hold() => Interlocked.Increment(ref held);

    /// <summary>That work is done.</summary>
    internal void LetGo()
    {
        Interlocked.Decrement(ref held);
        Ended();
    }

    // Two looks, and none counts in which something began: a call that moved from a grain not yet seen to one already seen is not missed.
    private bool IsQuiet() => Volatile.Read(ref held) == 0 && Look() && Look() && Volatile.Read(ref held) == 0;

    private bool Look()
    {
        long before;
        do
        {
            before = Interlocked.Read(ref began);
            foreach (var activation in activations())
                if (!activation.IsQuiet) return false;
        }
        while (Interlocked.Read(ref began) != before);
        return true;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
