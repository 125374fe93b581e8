namespace Orleans.Runtime;

/// <summary>Runs an activation's turns one at a time on the thread pool, continuations of awaits included. It shares the activation's lock.</summary>
internal sealed class ActivationScheduler(Activation context, Lock gate) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns the thread goes back to the pool, so that one busy grain does not starve the rest.</summary>
    private const int TurnsPerRun = 32;

    private Task? next;
    private Queue<Task>? later;
    private bool isScheduled;

    /// <summary>Whether no turn runs or waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate) return !isScheduled;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        RuntimeContext.Current = context;
        var isDone = RunTurns();
        RuntimeContext.Current = null;
        if (isDone) context.Runtime.Quiet.Ended();
        else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        lock (gate)
        {
            if (next is null) next = task;
            else (later ??= new Queue<Task>()).Enqueue(task);
            if (isScheduled) return;
            isScheduled = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(RuntimeContext.Current, context) && TryExecuteTask(task);

    private bool RunTurns()
    {
        for (var i = 0; i < TurnsPerRun; i++)
        {
            Task turn;
            lock (gate)
            {
                if (next is null)
                {
                    // An idle activation keeps no queue: there are many.
                    later = null;
                    isScheduled = false;
                    return true;
                }
                turn = next;
                next = later is not null && later.TryDequeue(out var following) ? following : null;
            }
            TryExecuteTask(turn);
        }
        return false;
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (gate)
        {
            if (next is null) return [];
            return [next, .. later ?? []];
        }
    }
}
