using Orleans;

namespace Payments.Testing.Silo;

/// <summary>
/// Tells when a silo under test is at rest: no grain call and no tick of a grain timer is under way, and whatever else the clock set off has passed the thread pool. It counts; it does not sleep.
/// </summary>
internal sealed class SiloRest : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    /// <summary>How often the thread pool must come by with nothing begun meanwhile: continuations of what the clock set off are queued in between.</summary>
    private const int Passes = 3;

    private readonly Lock gate = new();
    private int running;
    private long begun;
    private TaskCompletionSource? idle;

    public Task Invoke(IIncomingGrainCallContext context) => CountAsync(context);

    public Task Invoke(IOutgoingGrainCallContext context) => CountAsync(context);

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

    /// <summary>Done when the silo is at rest.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        for (var quiet = 0; quiet < Passes;)
        {
            var before = await IdleAsync(cancellationToken);
            await PassPoolAsync();
            quiet = HasBegunSince(before) || ThreadPool.PendingWorkItemCount > 0 ? 0 : quiet + 1;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

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

    /// <summary>Goes to the end of the thread pool's queue and waits for its turn: what was queued before has begun by then.</summary>
    private static Task PassPoolAsync()
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static source => source.SetResult(), passed, preferLocal: false);
        return passed.Task;
    }

    private async Task CountAsync(IGrainCallContext context)
    {
        Begin();
        try
        {
            await context.Invoke();
        }
        finally
        {
            End();
        }
    }
}
