namespace Orleans.Runtime;

/// <summary>Runs an activation's turns one at a time on the thread pool, continuations of awaits included.</summary>
internal sealed class ActivationScheduler(Activation context) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns the thread goes back to the pool, so that one busy grain does not starve the rest.</summary>
    private const int TurnsPerRun = 32;

    private readonly Queue<Task> turns = new(1);
    private bool isScheduled;

    /// <summary>Whether no turn runs or waits.</summary>
    public bool IsIdle
    {
        get
        {
            lock (turns) return !isScheduled;
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
        lock (turns)
        {
            turns.Enqueue(task);
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
            Task? turn;
            lock (turns)
            {
                if (!turns.TryDequeue(out turn))
                {
                    isScheduled = false;
                    return true;
                }
            }
            TryExecuteTask(turn);
        }
        return false;
    }

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (turns) return turns.ToArray();
    }
}
