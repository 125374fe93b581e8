using System.Diagnostics;
using Orleans.Runtime.Invocation;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>One live grain: its instance, the calls that wait, and the turns that run.</summary>
internal sealed partial class Activation : IGrainContext
{
    private readonly Lock gate = new();
    private readonly SiloRuntime runtime;
    private readonly GrainClass grainClass;
    private readonly ActivationScheduler scheduler;
    private MessageList waiting;
    private MessageList running;
    private Dictionary<Guid, int>? reentrantSections;
    private bool mayOvertake;
    private State state = State.Created;
    private DeactivationReason reason;
    private long lastUsed;
    private long keepUntil;

    public Activation(SiloRuntime runtime, GrainId id, GrainClass grainClass)
    {
        (this.runtime, GrainId, this.grainClass) = (runtime, id, grainClass);
        scheduler = new ActivationScheduler(this, gate);
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

    internal SiloRuntime Runtime => runtime;

    internal GrainClass Class => grainClass;

    /// <summary>Whether nothing happens here: no call waits or runs, and it neither begins nor ends.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (gate) return waiting.Count + running.Count == 0 && state is State.Valid or State.Invalid && scheduler.IsIdle;
        }
    }

    /// <summary>Takes a call; false when this activation is gone and the call must go to the next one.</summary>
    public bool TryAccept(Message message)
    {
        runtime.Quiet.Began();
        lock (gate)
        {
            if (state == State.Invalid) return false;
            if (state == State.Created)
            {
                state = State.Activating;
                StartTask(static self => _ = ((Activation)self!).ActivateAsync(), this);
            }
            Take(message);
            return true;
        }
    }

    /// <summary>Takes a timer's tick, which counts as use only if the timer says so; a tick never brings an activation to life.</summary>
    public void TryTick(Message message)
    {
        runtime.Quiet.Began();
        lock (gate)
        {
            if (state is State.Valid or State.Activating && runtime.TimersRun) Take(message);
        }
    }

    /// <summary>Runs something in a turn of its own, beside any call.</summary>
    public void Post(Action action) => StartTask(static body => ((Action)body!)(), action);

    public void EnterReentrantSection(Guid id)
    {
        lock (gate)
        {
            reentrantSections ??= [];
            reentrantSections[id] = reentrantSections.GetValueOrDefault(id) + 1;
        }
    }

    public void LeaveReentrantSection(Guid id)
    {
        lock (gate)
        {
            if (reentrantSections is null || !reentrantSections.TryGetValue(id, out var depth)) return;
            if (depth > 1) reentrantSections[id] = depth - 1;
            else reentrantSections.Remove(id);
        }
    }

    private void Take(Message message)
    {
        message.Holder = this;
        if (message.Deadline != long.MaxValue) Watch();
        if (message.CountsAsUse && message.SentAt > lastUsed) lastUsed = message.SentAt;
        if (state == State.Valid && MayStart(message))
        {
            Start(message);
            return;
        }
        waiting.Add(message);
        mayOvertake |= MayOvertake(message);
    }

    private bool MayOvertake(Message message) =>
        message.Interleaves || message.IsReadOnly || grainClass.MayInterleave is not null || RequestContext.ReentrancyIdOf(message.Context) != Guid.Empty;

    private bool MayStart(Message message)
    {
        if (running.Count == 0 || grainClass.IsReentrant || message.Interleaves) return true;
        if (reentrantSections is { Count: > 0 } && reentrantSections.ContainsKey(RequestContext.ReentrancyIdOf(message.Context))) return true;
        foreach (var other in running)
        {
            if (other.Interleaves || (message.IsReadOnly && other.IsReadOnly)) continue;
            if (grainClass.MayInterleave is not { } mayInterleave || !(mayInterleave(GrainInstance!, message.Call) || mayInterleave(GrainInstance!, other.Call))) return false;
        }
        return true;
    }

    private void StartWaiting()
    {
        while (waiting.TryPeek(out var next) && MayStart(next)) Start(waiting.Take());
        if (!mayOvertake || waiting.Count == 0) return;
        // What may run beside others does not wait behind a call that may not. One full turn of the queue keeps the order of the rest.
        mayOvertake = false;
        for (var left = waiting.Count; left > 0; left--)
        {
            var message = waiting.Take();
            if (MayStart(message))
            {
                Start(message);
                continue;
            }
            waiting.Add(message);
            mayOvertake |= MayOvertake(message);
        }
    }

    private void Start(Message message)
    {
        running.Add(message);
        StartTask(static call => _ = ((Message)call!).Holder!.RunAsync((Message)call), message);
    }

    private void StartTask(Action<object?> body, object argument)
    {
        // A turn carries nothing of the thread that happened to start it; what a caller sends along is in the message.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _ = Task.Factory.StartNew(body, argument, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    private async Task RunAsync(Message message)
    {
        Exception? failed = null;
        Task? done = null;
        object? filtered = null;
        var filters = runtime.IncomingFilters;
        try
        {
            if (!message.IsAnswered)
            {
                if (message.Context is not null) RequestContext.Current = message.Context;
                if ((filters.Length > 0 || grainClass.IsFilter) && message.Call is not TimerCall)
                    filtered = await IncomingCall.RunAsync(filters, this, message);
                else
                {
                    done = message.Call.Invoke(GrainInstance!);
                    if (!done.IsCompletedSuccessfully) await done;
                }
            }
        }
        catch (Exception exception)
        {
            failed = exception;
        }
        runtime.Metrics.Called(message);
        Finish(message, failed);
        // Answered last: a caller that has its answer finds the grain free, and its idle time counted from here.
        if (failed is not null) message.Fail(failed);
        else if (done is not null) message.Answer(done);
        else message.AnswerWith(filtered);
    }

    private void Finish(Message message, Exception? failed)
    {
        Debug.Assert(ReferenceEquals(RuntimeContext.Current, this), "A turn must end on its own scheduler.");
        lock (gate)
        {
            running.Remove(message);
            if (message.CountsAsUse) lastUsed = runtime.Time.GetTimestamp();
            if (failed is InconsistentStateException { IsSourceActivation: true } conflict)
            {
                conflict.IsSourceActivation = false;
                BeginDeactivation(new DeactivationReason(DeactivationReasonCode.ApplicationError, conflict, "its stored state was written by somebody else"));
            }
            if (state == State.Deactivating && running.Count == 0) StartTask(static self => _ = ((Activation)self!).DeactivateAsync(), this);
            if (state == State.Valid) StartWaiting();
            if (runtime.IsEnding) EndIfFree(SiloRuntime.StopReason);
        }
    }
}
