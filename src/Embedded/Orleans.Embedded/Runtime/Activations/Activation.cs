using System.Diagnostics;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>One live grain: its instance, the calls that wait, and the turn that runs.</summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock gate = new();
    private readonly SiloRuntime runtime;
    private readonly GrainClass grainClass;
    private readonly ActivationScheduler scheduler;
    private readonly Queue<Message> waiting = new(1);
    private readonly List<Message> running = new(1);
    private readonly List<IAsyncDisposable> timers = new(0);
    private CancellationTokenSource? stopping;
    private State state = State.Created;
    private DeactivationReason reason;
    private long lastUsed;
    private long keepUntil;

    public Activation(SiloRuntime runtime, GrainId id, GrainClass grainClass)
    {
        (this.runtime, GrainId, this.grainClass) = (runtime, id, grainClass);
        scheduler = new ActivationScheduler(this);
        lastUsed = runtime.Time.GetTimestamp();
    }

    private enum State
    {
        Created,
        Activating,
        Valid,
        Deactivating,
        Invalid,
    }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => runtime.Services;

    internal SiloRuntime Runtime => runtime;

    internal GrainClass Class => grainClass;

    internal TaskScheduler Scheduler => scheduler;

    /// <summary>States that the constructor asked for and that are read before the first turn.</summary>
    internal List<IActivationState> States { get; } = new(1);

    /// <summary>Calls waiting and running.</summary>
    public int Load
    {
        get
        {
            lock (gate) return waiting.Count + running.Count;
        }
    }

    /// <summary>Takes a call; false when this activation is gone and the call must go to the next one.</summary>
    public bool TryAccept(Message message)
    {
        lock (gate)
        {
            if (state == State.Invalid) return false;
            lastUsed = runtime.Time.GetTimestamp();
            if (state == State.Created)
            {
                state = State.Activating;
                StartTask(static self => ((Activation)self!).ActivateAsync());
            }
            if (state == State.Valid && MayStart(message)) Start(message);
            else waiting.Enqueue(message);
            return true;
        }
    }

    /// <summary>Takes a timer's tick, which counts as use only if the timer says so; a tick never brings an activation to life.</summary>
    public void TryTick(Message message, bool keepAlive)
    {
        lock (gate)
        {
            if (state is not (State.Valid or State.Activating)) return;
            if (keepAlive) lastUsed = runtime.Time.GetTimestamp();
            if (state == State.Valid && MayStart(message)) Start(message);
            else waiting.Enqueue(message);
        }
    }

    /// <inheritdoc />
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (state is State.Deactivating or State.Invalid) return;
            var wasLive = state == State.Valid;
            reason = deactivationReason;
            if (state is State.Created)
            {
                Retire();
                return;
            }
            state = State.Deactivating;
            if (wasLive && running.Count == 0) StartTask(static self => ((Activation)self!).DeactivateAsync());
        }
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (gate) keepUntil = runtime.Time.GetTimestamp() + (long)(Math.Min(time.TotalSeconds, TimeSpan.FromDays(365).TotalSeconds) * runtime.Time.TimestampFrequency);
    }

    /// <summary>Fails calls whose callers waited too long, and ends the activation when it has been idle for its age.</summary>
    public void Sweep(long now, bool collectIdle)
    {
        List<Message>? late = null;
        lock (gate)
        {
            foreach (var message in running) AddLate(message, now, ref late);
            foreach (var message in waiting) AddLate(message, now, ref late);
            if (late is null && collectIdle && state == State.Valid && waiting.Count == 0 && running.Count == 0 &&
                !grainClass.KeepsAlive && now >= keepUntil && runtime.Time.GetElapsedTime(lastUsed, now) >= grainClass.CollectionAge)
            {
                reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, "idle for longer than the collection age");
                state = State.Deactivating;
                StartTask(static self => ((Activation)self!).DeactivateAsync());
            }
        }
        if (late is null) return;
        foreach (var message in late) runtime.TimeOut(message);
    }

    private static void AddLate(Message message, long now, ref List<Message>? late)
    {
        if (message.Deadline != 0 && now >= message.Deadline && !message.IsAnswered) (late ??= []).Add(message);
    }

    private bool MayStart(Message message)
    {
        if (running.Count == 0 || grainClass.IsReentrant || message.Interleaves) return true;
        foreach (var other in running)
            if (!other.Interleaves && !(message.IsReadOnly && other.IsReadOnly)) return false;
        return true;
    }

    private void Start(Message message)
    {
        running.Add(message);
        StartTask(static pair => { var (self, call) = ((Activation, Message))pair!; return self.RunAsync(call); }, (this, message));
    }

    private void StartTask(Func<object?, Task> body, object? argument = null)
    {
        // A turn carries nothing of the thread that happened to start it; what a caller sends along is in the message.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _ = Task.Factory.StartNew(body, argument ?? this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    private async Task RunAsync(Message message)
    {
        var failed = default(Exception);
        try
        {
            if (!message.IsAnswered)
            {
                if (message.Context is not null) RequestContext.Current = message.Context;
                if (runtime.IncomingFilters.Length > 0 && GrainInstance is not null)
                    message.AnswerFiltered(await IncomingCall.RunAsync(runtime.IncomingFilters, this, message.Call));
                else
                {
                    var done = message.Call.Invoke(GrainInstance!);
                    if (!done.IsCompletedSuccessfully) await done;
                    message.Answer(done);
                }
            }
        }
        catch (Exception exception)
        {
            failed = exception;
            message.Fail(exception);
        }
        runtime.Metrics.Called(message, failed);
        Finish(message, failed);
    }

    private void Finish(Message message, Exception? failed)
    {
        lock (gate)
        {
            running.Remove(message);
            if (message.Deadline != 0) lastUsed = runtime.Time.GetTimestamp();
            if (failed is Storage.InconsistentStateException && state == State.Valid)
            {
                reason = new DeactivationReason(DeactivationReasonCode.ApplicationError, "its stored state was written by another activation");
                state = State.Deactivating;
            }
            if (state == State.Deactivating && running.Count == 0) StartTask(static self => ((Activation)self!).DeactivateAsync());
            if (state == State.Valid)
                while (waiting.TryPeek(out var next) && MayStart(next)) Start(waiting.Dequeue());
        }
        Debug.Assert(ReferenceEquals(RuntimeContext.Current, this), "A turn must end on its own scheduler.");
    }
}
