namespace Orleans.Runtime;

/// <summary>Runs an activation's turns one at a time on the thread pool, continuations of awaits included.</summary>
internal sealed class ActivationScheduler(IGrainContext context) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many turns the thread goes back to the pool, so that one busy grain does not starve the rest.</summary>
    private const int TurnsPerRun = 32;

    private readonly Queue<Task> turns = new(1);
    private bool isScheduled;

    /// <summary>Turns waiting.</summary>
    public int Length
    {
        get
        {
            lock (turns) return turns.Count;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        RuntimeContext.Current = context;
        try
        {
            for (var i = 0; i < TurnsPerRun; i++)
            {
                Task? turn;
                lock (turns)
                {
                    if (!turns.TryDequeue(out turn))
                    {
                        isScheduled = false;
                        return;
                    }
                }
                TryExecuteTask(turn);
            }
        }
        finally
        {
            RuntimeContext.Current = null;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
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

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (turns) return turns.ToArray();
    }
}
