using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

internal sealed partial class Activation
{
    private List<IActivationState>? states;
    private List<GrainTimer>? timers;
    private AsyncServiceScope? scope;
    private TaskCompletionSource? deactivated;
    private CancellationTokenSource? hook;
    private long hookDeadline;
    private bool isWatched;

    /// <inheritdoc />
    public IServiceProvider ActivationServices => (scope ??= runtime.Services.CreateAsyncScope()).ServiceProvider;

    /// <inheritdoc />
    public Task Deactivated
    {
        get
        {
            lock (gate)
            {
                if (state == State.Invalid) return Task.CompletedTask;
                return (deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>A state that the constructor asked for and that is read before the first call.</summary>
    internal void AddState(IActivationState stored) => (states ??= new List<IActivationState>(1)).Add(stored);

    /// <summary>A timer that ends with this activation; false when it has ended already.</summary>
    internal bool TryAddTimer(GrainTimer timer)
    {
        lock (gate)
        {
            if (state == State.Invalid) return false;
            (timers ??= new List<GrainTimer>(1)).Add(timer);
            return true;
        }
    }

    internal void RemoveTimer(GrainTimer timer)
    {
        lock (gate) timers?.Remove(timer);
    }

    /// <inheritdoc />
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        runtime.Quiet.Began();
        lock (gate)
        {
            var wasValid = state == State.Valid;
            if (state == State.Created) Retire();
            BeginDeactivation(deactivationReason);
            if (wasValid && running.Count == 0) StartTask(static self => _ = ((Activation)self!).DeactivateAsync(), this);
        }
    }

    /// <summary>Ends the activation if nothing waits or runs in it.</summary>
    public void DeactivateIfFree(DeactivationReason deactivationReason)
    {
        lock (gate) EndIfFree(deactivationReason);
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (gate)
        {
            if (time == Timeout.InfiniteTimeSpan || time > TimeSpan.FromDays(short.MaxValue)) keepUntil = long.MaxValue;
            else keepUntil = time <= TimeSpan.Zero ? 0 : runtime.DeadlineAfter(time);
        }
    }

    /// <summary>Fails calls whose callers waited too long.</summary>
    public void FailLate(long now)
    {
        List<Message>? late = null;
        CancellationTokenSource? overdue = null;
        lock (gate)
        {
            if (hook is not null && now >= hookDeadline) (overdue, hook) = (hook, null);
            foreach (var message in running) AddLate(message, now, ref late);
            var runningLate = late?.Count ?? 0;
            foreach (var message in waiting) AddLate(message, now, ref late);
            if (late?.Count > runningLate)
                for (var left = waiting.Count; left > 0; left--)
                    if (waiting.Take() is var message && now < message.Deadline) waiting.Add(message);
            isWatched = hook is not null || running.Count + waiting.Count > 0;
            if (isWatched) runtime.Watch(this);
        }
        if (overdue is not null) Post(overdue.Cancel);
        if (late is null) return;
        foreach (var message in late) runtime.TimeOut(message);
    }

    /// <summary>Ends the activation if it has been idle for its age.</summary>
    public void CollectIdle(long now, TimeSpan age)
    {
        lock (gate)
        {
            if (!IsIdle(now, age)) return;
            BeginDeactivation(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "idle for longer than the collection age"));
            if (running.Count == 0) StartTask(static self => _ = ((Activation)self!).DeactivateAsync(), this);
        }
    }

    /// <summary>Fails everything that waits or runs; the silo waits no longer.</summary>
    public void Abandon(Exception exception)
    {
        Message[] abandoned;
        lock (gate)
        {
            abandoned = [.. running, .. waiting];
            waiting.Clear();
            Retire();
        }
        foreach (var message in abandoned) message.Fail(exception);
    }

    // Once until the next look: most activations are idle, and a look passes them by.
    private void Watch()
    {
        if (isWatched) return;
        isWatched = true;
        runtime.Watch(this);
    }

    private static void AddLate(Message message, long now, ref List<Message>? late)
    {
        if (now >= message.Deadline && !message.IsAnswered) (late ??= []).Add(message);
    }

    // A timer's tick that happens to run now is no use, and does not save the activation.
    private bool IsIdle(long now, TimeSpan age) =>
        state == State.Valid && now >= keepUntil && runtime.Time.GetElapsedTime(lastUsed, now) >= age &&
        !waiting.AnyCountsAsUse() && !running.AnyCountsAsUse();

    private void EndIfFree(DeactivationReason why)
    {
        if (state != State.Valid || waiting.Count + running.Count > 0) return;
        BeginDeactivation(why);
        StartTask(static self => _ = ((Activation)self!).DeactivateAsync(), this);
    }

    private void BeginDeactivation(DeactivationReason why)
    {
        if (state is not (State.Valid or State.Activating)) return;
        state = State.Deactivating;
        reason = why;
    }

    private async Task ActivateAsync()
    {
        try
        {
            GrainInstance = grainClass.Create(this);
            if (states is not null)
                foreach (var stored in states) await stored.ReadAsync(CancellationToken.None);
            states = null;
            if (grainClass.HasActivationHook) await ((IGrainBase)GrainInstance).OnActivateAsync(BeginHook(runtime.Collection.ActivationTimeout));
        }
        catch (Exception exception)
        {
            runtime.Metrics.ActivationFailed();
            runtime.ActivationFailed(GrainId, exception);
            await EndAsync();
            foreach (var message in TakeWaitingAndRetire()) message.Fail(exception);
            return;
        }
        runtime.Metrics.Activated();
        lock (gate)
        {
            hook = null;
            if (state == State.Deactivating)
            {
                StartTask(static self => _ = ((Activation)self!).DeactivateAsync(), this);
                return;
            }
            state = State.Valid;
            StartWaiting();
            if (runtime.IsEnding) EndIfFree(SiloRuntime.StopReason);
        }
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        try
        {
            if (grainClass.HasDeactivationHook)
                await ((IGrainBase)GrainInstance!).OnDeactivateAsync(reason, BeginHook(runtime.Collection.DeactivationTimeout));
        }
        catch (Exception exception)
        {
            runtime.DeactivationFailed(GrainId, exception);
        }
        await EndAsync();
        runtime.Metrics.Deactivated(reason.ReasonCode);
        foreach (var message in TakeWaitingAndRetire()) runtime.Deliver(message);
    }

    private CancellationToken BeginHook(TimeSpan limit)
    {
        lock (gate)
        {
            (hook, hookDeadline) = (new CancellationTokenSource(), runtime.DeadlineAfter(limit));
            Watch();
            return hook.Token;
        }
    }

    private async Task EndAsync()
    {
        StopTimers();
        try
        {
            if (GrainInstance is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else if (GrainInstance is IDisposable disposable) disposable.Dispose();
            if (scope is { } services) await services.DisposeAsync();
        }
        catch (Exception exception)
        {
            runtime.DeactivationFailed(GrainId, exception);
        }
    }

    private List<Message> TakeWaitingAndRetire()
    {
        lock (gate)
        {
            // Ticks belong to this activation and end with it; calls go on to the next.
            var taken = new List<Message>(waiting.Count);
            foreach (var message in waiting)
                if (message.Call is not TimerCall) taken.Add(message);
            waiting.Clear();
            Retire();
            return taken;
        }
    }

    private void StopTimers()
    {
        GrainTimer[] stopped;
        lock (gate)
        {
            stopped = timers is null ? [] : [.. timers];
            timers = null;
        }
        foreach (var timer in stopped) timer.Dispose();
    }

    private void Retire()
    {
        state = State.Invalid;
        hook = null;
        deactivated?.TrySetResult();
        runtime.Remove(this);
    }
}
