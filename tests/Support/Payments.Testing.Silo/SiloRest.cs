using Orleans;
using Orleans.Runtime;

namespace Payments.Testing.Silo;

/// <summary>
/// Tells when a silo under test is at rest. It counts; it does not sleep. Counted are grain calls, ticks of grain timers, what storage
/// and the table of reminders are asked, and activations that are being created or ended. What is queued is not counted but passed: the
/// turns of every activation and of the reminder service, and the thread pool.
/// </summary>
/// <remarks>
/// What a grain does on the thread pool alone, an HTTP request for example, is seen by its call only. Where nothing waits for it, a test
/// must wait for its outcome itself.
/// </remarks>
internal sealed class SiloRest : IIncomingGrainCallFilter, IOutgoingGrainCallFilter, IDisposable
{
    /// <summary>
    /// How often all queues must be passed with nothing begun meanwhile: what one queue held may have been put into another that was
    /// passed already.
    /// </summary>
    private const int Passes = 3;

    /// <summary>
    /// How often to go to the end of the thread pool's queue at most. Other silos of the process fill it too, and need not rest.
    /// </summary>
    private const int PoolHops = 100;

    private readonly Lock gate = new();
    private readonly ActivationWatch activations;
    private readonly HashSet<TaskScheduler> followed = [];
    private int running;
    private long begun;
    private TaskCompletionSource? idle;

    public SiloRest(ILocalSiloDetails silo) => activations = new ActivationWatch(silo.SiloAddress, Begin, End);

    public Task Invoke(IIncomingGrainCallContext context) => CountAsync(context.Invoke);

    public Task Invoke(IOutgoingGrainCallContext context) => CountAsync(context.Invoke);

    /// <summary>Something begins that rest waits for.</summary>
    public void Begin()
    {
        lock (gate)
        {
            running++;
            begun++;
        }
    }

    /// <summary>It has ended.</summary>
    public void End()
    {
        TaskCompletionSource? waiting = null;
        lock (gate)
        {
            if (--running == 0) (waiting, idle) = (idle, null);
        }
        waiting?.TrySetResult();
    }

    /// <summary>Counts an operation until the turn that awaits it goes on.</summary>
    public async Task CountAsync(Func<Task> operation)
    {
        Begin();
        try
        {
            await operation();
        }
        finally
        {
            End();
        }
    }

    /// <summary>The same for one with a result.</summary>
    public async Task<T> CountAsync<T>(Func<Task<T>> operation)
    {
        Begin();
        try
        {
            return await operation();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Rest passes this queue of turns, too.</summary>
    public void Follow(TaskScheduler scheduler)
    {
        lock (gate) followed.Add(scheduler);
    }

    /// <summary>Done when the silo is at rest.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var quiet = 0; quiet < Passes;)
        {
            var before = await IdleAsync(cancellationToken);
            await PassPoolAsync();
            await PassTurnsAsync().WaitAsync(cancellationToken);
            quiet = HasBegunSince(before) ? 0 : quiet + 1;
        }
    }

    public void Dispose() => activations.Dispose();

    /// <summary>Waits until nothing is under way.</summary>
    /// <returns>How much had begun by then.</returns>
    private async Task<long> IdleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task ended;
            lock (gate)
            {
                if (running == 0) return begun;
                idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                ended = idle.Task;
            }
            await ended.WaitAsync(cancellationToken);
        }
    }

    private bool HasBegunSince(long before)
    {
        lock (gate) return running > 0 || begun != before;
    }

    /// <summary>
    /// Goes to the end of the thread pool's queue until as much work is done as waited at first: that one turn came does not say that
    /// work of other threads' own queues was done.
    /// </summary>
    private static async Task PassPoolAsync()
    {
        var (waiting, done) = (ThreadPool.PendingWorkItemCount, ThreadPool.CompletedWorkItemCount);
        for (var hops = 1; hops <= PoolHops; hops++)
        {
            var passed = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(static source => source.SetResult(), passed, preferLocal: false);
            await passed.Task.ConfigureAwait(false);
            if (ThreadPool.CompletedWorkItemCount - done - hops >= waiting || ThreadPool.PendingWorkItemCount == 0) return;
        }
    }

    private Task PassTurnsAsync()
    {
        TaskScheduler[] schedulers;
        lock (gate) schedulers = [.. followed];
        return Task.WhenAll(schedulers.Select(PassAsync).Append(activations.PassAllAsync()));

        static Task PassAsync(TaskScheduler scheduler) =>
            Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.None, scheduler);
    }
}
