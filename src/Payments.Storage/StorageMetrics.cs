using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Payments.Storage;

/// <summary>Instruments of writing, fed once per commit and never per row: under load a row's share of it is a few nanoseconds.</summary>
public sealed class StorageMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Storage";

    private static readonly InstrumentAdvice<long> Rows = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] };

    private readonly TimeProvider time;
    private readonly Histogram<long> rows;
    private readonly Histogram<double> duration;
    private readonly Counter<long> commits;
    private readonly Counter<long> failures;
    private readonly Counter<long> doubts;
    private readonly ConcurrentBag<Func<int>> queues = [];

    /// <summary>Creates the instruments.</summary>
    public StorageMetrics(TimeProvider time, IMeterFactory meters)
    {
        this.time = time;
        var meter = meters.Create(MeterName);
        commits = meter.CreateCounter<long>("payments.storage.commits", description: "Commits that states were written by.");
        rows = meter.CreateHistogram("payments.storage.commit.rows", null, "Writes that shared one commit.", tags: null, Rows);
        duration = meter.CreateHistogram("payments.storage.commit.duration", "s", "From the beginning of a transaction until it was durable.", tags: null, Seconds);
        failures = meter.CreateCounter<long>("payments.storage.failures", description: "Writes that failed together with their commit. A write that is refused for itself is none.");
        doubts = meter.CreateCounter<long>("payments.storage.doubts", description: "Writes of grains that ended without telling whether they happened.");
        meter.CreateObservableGauge("payments.storage.queue", () => queues.Sum(waiting => waiting()), description: "Writes that wait for a commit.");
        doubts.Add(0);
        failures.Add(0);
    }

    /// <summary>A transaction begins.</summary>
    /// <returns>What <see cref="Committed"/> is told.</returns>
    public long Begin() => time.GetTimestamp();

    /// <summary>A transaction is durable.</summary>
    /// <param name="count">Writes in it.</param>
    /// <param name="began">What <see cref="Begin"/> returned.</param>
    public void Committed(int count, long began)
    {
        commits.Add(1);
        rows.Record(count);
        duration.Record(time.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>A transaction failed.</summary>
    /// <param name="count">Writes in it.</param>
    public void Failed(int count) => failures.Add(count);

    /// <summary>A grain does not know whether its write happened.</summary>
    public void Doubted() => doubts.Add(1);

    /// <summary>Adds a place where writes wait; asked only when somebody looks.</summary>
    public void Watch(Func<int> waiting) => queues.Add(waiting);
}
