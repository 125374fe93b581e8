namespace Payments.Chains.Tron;

/// <summary>Keeps questions to a node as far apart as the node has asked for; until it asks, they go at once.</summary>
internal sealed class RequestPace(TimeProvider time)
{
    private readonly Lock gate = new();
    private TimeSpan gap;
    private DateTimeOffset next = DateTimeOffset.MinValue;

    /// <summary>Takes a rate that the node has named; a smaller one replaces a larger.</summary>
    public void Learn(int? perSecond)
    {
        if (perSecond is not { } rate) return;
        lock (gate)
        {
            var named = TimeSpan.FromSeconds(1) / rate;
            if (named > gap) gap = named;
        }
    }

    /// <summary>Waits for the next question's turn.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (gap == TimeSpan.Zero) return Task.CompletedTask;
            var now = time.GetUtcNow();
            var turn = next > now ? next : now;
            next = turn + gap;
            return turn > now ? Task.Delay(turn - now, time, cancellationToken) : Task.CompletedTask;
        }
    }
}
