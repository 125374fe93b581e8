using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>A call on its way to an activation.</summary>
internal abstract class Message(GrainId target, GrainCall call)
{
    public GrainId Target { get; } = target;

    public GrainCall Call { get; } = call;

    /// <summary>The timestamp at which the caller stops waiting; 0 is never.</summary>
    public long Deadline { get; init; }

    public Dictionary<string, object>? Context { get; init; }

    /// <summary>When it was sent, for the latency histogram.</summary>
    public long SentAt { get; init; }

    /// <summary>Whether it may run between the turns of any other call: timers that say so, and methods marked for it.</summary>
    public bool Interleaves { get; init; } = call.Traits.Interleaves;

    public bool IsReadOnly => Call.Traits.IsReadOnly;

    public abstract bool IsAnswered { get; }

    public abstract void Answer(Task done);

    public abstract void AnswerFiltered(object? result);

    public abstract void Fail(Exception exception);
}

/// <summary>A call whose caller waits for a result.</summary>
internal sealed class Message<TResult>(GrainId target, GrainCall call) : Message(target, call)
{
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Task => answer.Task;

    public override bool IsAnswered => answer.Task.IsCompleted;

    public override void Answer(Task done)
    {
        if (done is Task<TResult> typed) answer.TrySetResult(typed.Result);
        else answer.TrySetResult(default!);
    }

    public override void AnswerFiltered(object? result) => answer.TrySetResult(result is null ? default! : (TResult)result);

    public override void Fail(Exception exception)
    {
        answer.TrySetException(exception);
        // A caller that went away after its time-out, or never waited, must not end in an unobserved exception.
        _ = answer.Task.Exception;
    }
}
