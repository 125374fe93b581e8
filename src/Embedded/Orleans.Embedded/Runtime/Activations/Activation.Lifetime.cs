namespace Orleans.Runtime;

internal sealed partial class Activation
{
    /// <summary>Cancelled when the activation ends; grain timers hand it to their callbacks.</summary>
    internal CancellationToken Stopping
    {
        get
        {
            lock (gate) return (stopping ??= new CancellationTokenSource()).Token;
        }
    }

    internal void AddTimer(IAsyncDisposable timer)
    {
        lock (gate) timers.Add(timer);
    }

    internal void RemoveTimer(IAsyncDisposable timer)
    {
        lock (gate) timers.Remove(timer);
    }

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = grainClass.Create(this);
            foreach (var stored in States) await stored.ReadAsync(CancellationToken.None);
            await ((IGrainBase)GrainInstance).OnActivateAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            await StopTimersAsync();
            runtime.Metrics.ActivationFailed();
            Message[] refused;
            lock (gate)
            {
                refused = [.. waiting];
                waiting.Clear();
                Retire();
            }
            foreach (var message in refused) message.Fail(exception);
            return;
        }
        runtime.Metrics.Activated();
        lock (gate)
        {
            if (state == State.Deactivating)
            {
                StartTask(static self => ((Activation)self!).DeactivateAsync());
                return;
            }
            state = State.Valid;
            while (waiting.TryPeek(out var next) && MayStart(next)) Start(waiting.Dequeue());
        }
    }

    private async Task DeactivateAsync()
    {
        await StopTimersAsync();
        try
        {
            stopping?.Cancel();
            await ((IGrainBase)GrainInstance!).OnDeactivateAsync(reason, CancellationToken.None);
        }
        catch (Exception exception)
        {
            runtime.DeactivationFailed(GrainId, exception);
        }
        Message[] forwarded;
        lock (gate)
        {
            forwarded = [.. waiting];
            waiting.Clear();
            Retire();
        }
        runtime.Metrics.Deactivated(reason.ReasonCode);
        foreach (var message in forwarded) runtime.Deliver(message);
    }

    private async Task StopTimersAsync()
    {
        IAsyncDisposable[] stopped;
        lock (gate)
        {
            stopped = [.. timers];
            timers.Clear();
        }
        foreach (var timer in stopped) await timer.DisposeAsync();
    }

    private void Retire()
    {
        state = State.Invalid;
        runtime.Remove(this);
    }
}
