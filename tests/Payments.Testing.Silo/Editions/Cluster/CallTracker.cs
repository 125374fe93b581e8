using Orleans;

namespace Payments.Testing.Silo;

/// <summary>Counts the calls and timer ticks that are under way in a silo, and sees when nothing is left to do.</summary>
internal sealed class CallTracker : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    /// <summary>So many moments in a row, in which no call begins or runs and nothing waits for a thread, are rest.</summary>
    private const int Moments = 4;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(4);

    private int running;
    private long began;

    public Task Invoke(IIncomingGrainCallContext context) => CountAsync(context);

    public Task Invoke(IOutgoingGrainCallContext context) => CountAsync(context);

    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var quiet = 0;
        while (quiet < Moments)
        {
            var before = Interlocked.Read(ref began);
            await Task.Delay(Moment, TimeProvider.System, cancellationToken);
            quiet = Volatile.Read(ref running) == 0 && Interlocked.Read(ref began) == before && ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
        }
    }

    private async Task CountAsync(IGrainCallContext context)
    {
        Interlocked.Increment(ref began);
        Interlocked.Increment(ref running);
        try
        {
            await context.Invoke();
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
