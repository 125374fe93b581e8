using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way to an activation.</summary>
internal abstract class Message(GrainId target, GrainCall call)
{
    private readonly bool alwaysInterleaves = call.Traits.Interleaves;

    public GrainId Target { get; } = target;

    public GrainCall Call { get; } = call;

    /// <summary>The grain that called, or null.</summary>
    public IGrainContext? Sender { get; init; }

    /// <summary>The timestamp at which the caller stops waiting; <see cref="long.MaxValue"/> is never.</summary>
    public long Deadline { get; init; } = long.MaxValue;

    public Dictionary<string, object>? Context { get; init; }

    /// <summary>When it was sent, for the latency histogram.</summary>
    public long SentAt { get; init; }

    /// <summary>Whether it keeps the activation from being collected: every call does, and timers that say so.</summary>
    public bool CountsAsUse { get; init; } = true;

    /// <summary>A timer's tick that may run between the turns of any other call.</summary>
    public bool InterleavesByTimer { get; init; }

    /// <summary>Whether it may run between the turns of any other call.</summary>
    public bool Interleaves => alwaysInterleaves || InterleavesByTimer;

    public bool IsReadOnly => Call.Traits.IsReadOnly;

    /// <summary>The activation that has it now, for a cancellation to find.</summary>
    public Activation? Holder { get; set; }

    /// <summary>The one behind it in its <see cref="MessageList"/>.</summary>
    public Message? Next { get; set; }

    public abstract bool IsAnswered { get; }

    /// <summary>What the method's task holds; null for none.</summary>
    public abstract object? ResultOf(Task done);

    public abstract void Answer(Task done);

    public abstract void AnswerWith(object? result);

    public abstract void Fail(Exception exception);

    /// <summary>Tells the method that its caller waits no longer.</summary>
    public virtual void CancelMethod() { }
}

/// <summary>A call whose caller waits for a result.</summary>
internal sealed class Message<TResult>(GrainId target, GrainCall call) : Message(target, call)
{
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Cancellation? cancellation;

    public Task<TResult> Task => answer.Task;

    public override bool IsAnswered => answer.Task.IsCompleted;

    public override object? ResultOf(Task done) => done is Task<TResult> typed ? typed.Result : null;

    public override void Answer(Task done)
    {
        answer.TrySetResult(done is Task<TResult> typed ? typed.Result : default!);
        cancellation?.Unlink();
    }

    public override void AnswerWith(object? result)
    {
        if (result is TResult typed) answer.TrySetResult(typed);
        else if (result is null) answer.TrySetResult(default!);
        else answer.TrySetException(new InvalidCastException($"A filter answered {Call.GetMethodName()} with {result.GetType()}, which is no {typeof(TResult)}."));
        cancellation?.Unlink();
    }

    public override void Fail(Exception exception)
    {
        if (answer.TrySetException(exception)) _ = answer.Task.Exception; // A caller that went away must not end in an unobserved exception.
        cancellation?.Unlink();
    }

    /// <summary>Gives the method a token of its own, cancelled in the grain's turns when the caller's is.</summary>
    public void LinkCancellation(CancellationToken callers)
    {
        cancellation = new Cancellation(this);
        Call.SetCancellationToken(cancellation.Source.Token);
        cancellation.Link(callers);
    }

    public override void CancelMethod()
    {
        if (cancellation is not { } linked) return;
        if (Holder is { } holder) holder.Post(linked.Source.Cancel);
        else linked.Source.Cancel();
    }

    private sealed class Cancellation(Message<TResult> message)
    {
        private CancellationTokenRegistration registration;

        public CancellationTokenSource Source { get; } = new();

        public void Link(CancellationToken callers)
        {
            if (callers.CanBeCanceled) registration = callers.UnsafeRegister(static (self, token) => ((Cancellation)self!).Cancel(token), this);
        }

        public void Unlink() => registration.Unregister();

        private void Cancel(CancellationToken token)
        {
            if (message.answer.TrySetCanceled(token)) message.CancelMethod();
        }
    }
}
