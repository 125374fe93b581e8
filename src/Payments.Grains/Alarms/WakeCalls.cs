using Microsoft.Extensions.Logging;

namespace Payments.Grains.Alarms;

/// <summary>The calls by which an alarm wakes grains: so many at once, none waited for longer than its patience. Used in the alarm's own turns only.</summary>
/// <param name="wake">Wakes the grain of a key.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are written down.</param>
internal sealed partial class WakeCalls(Func<string, Task> wake, TimeProvider time, ILogger logger)
{
    /// <summary>Calls under way at once.</summary>
    public const int Limit = 64;

    /// <summary>Grains left alone at once. As many failures mean that storage is away, and waking more of them helps nobody.</summary>
    public const int RestLimit = 5_000;

    /// <summary>A grain whose waking failed is left alone for so long, so that it cannot crowd out the rest.</summary>
    public static readonly TimeSpan FailureRest = TimeSpan.FromSeconds(30);

    /// <summary>A call that takes longer gives its place to the next one; it goes on, and its grain is left alone as after a failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim places = new(Limit);
    private readonly HashSet<string> underWay = [];
    private readonly Dictionary<string, DateTimeOffset> resting = [];

    /// <summary>Due grains that are not to be woken now.</summary>
    public int LeftAlone => underWay.Count + resting.Count;

    /// <summary>Begins to wake those of the grains that are not left alone, and tells how many these were. Returns when the last call has begun, not when it has ended.</summary>
    public async Task<int> BeginAsync(IReadOnlyList<string> due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var key in resting.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToArray()) resting.Remove(key);
        var begun = 0;
        foreach (var key in due)
        {
            if (resting.Count >= RestLimit) break;
            if (resting.ContainsKey(key) || underWay.Contains(key)) continue;
            await places.WaitAsync(cancellationToken);
            underWay.Add(key);
            _ = WakeAsync(key);
            begun++;
        }
        return begun;
    }

    private async Task WakeAsync(string key)
    {
        try
        {
            await wake(key).WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            resting[key] = time.GetUtcNow() + FailureRest;
            LogWakeFailed(logger, key, exception);
        }
        finally
        {
            underWay.Remove(key);
            places.Release();
        }
    }
}
