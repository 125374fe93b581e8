using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>How long calls took, in whole milliseconds, by Orleans' three counters: calls by the bucket they fell into, all calls, and the sum of their times.</summary>
internal sealed class LatencyCounters
{
    private const string Name = "orleans-app-requests-latency";

    /// <summary>What a bucket takes at most; the last takes everything above.</summary>
    private static readonly long[] Bounds = [1, 2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1_000, 1_500, 2_000, 5_000, 10_000, 15_000, long.MaxValue];

    private readonly long[] buckets = new long[Bounds.Length];
    private readonly ObservableCounter<long> total;
    private long count;
    private long sum;

    public LatencyCounters(Meter meter)
    {
        meter.CreateObservableCounter(Name + "-bucket", Buckets);
        meter.CreateObservableCounter(Name + "-count", () => Interlocked.Read(ref count));
        total = meter.CreateObservableCounter(Name + "-sum", () => Interlocked.Read(ref sum));
    }

    /// <summary>Whether anybody listens.</summary>
    public bool Enabled => total.Enabled;

    public void Record(TimeSpan time)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        var bucket = Array.BinarySearch(Bounds, milliseconds);
        Interlocked.Increment(ref buckets[bucket < 0 ? ~bucket : bucket]);
        Interlocked.Increment(ref count);
        Interlocked.Add(ref sum, milliseconds);
    }

    private IEnumerable<Measurement<long>> Buckets() =>
        Bounds.Select((bound, index) => new Measurement<long>(Interlocked.Read(ref buckets[index]), new KeyValuePair<string, object?>("duration", $"{bound}ms")));
}
