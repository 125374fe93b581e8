using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Payments.Http.Ops;

/// <summary>One instrument's values, a series for each set of tags.</summary>
internal sealed class MetricFamily(Instrument instrument, int limit)
{
    /// <summary>Buckets of histograms that bring none of their own, in the instrument's unit.</summary>
    private static readonly double[] DefaultBuckets = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);

    /// <summary>The name as Prometheus spells it, without a counter's suffix.</summary>
    public string Name { get; } = PrometheusText.NameOf(instrument.Name, instrument.Unit);

    /// <summary>What it means.</summary>
    public string? Description => instrument.Description;

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; } = TypeOf(instrument);

    /// <summary>Whether measurements are totals already.</summary>
    private bool IsAbsolute { get; } = instrument.IsObservable || TypeNameOf(instrument) == "Gauge";

    /// <summary>The series at present.</summary>
    public IEnumerable<MetricSeries> Series => series.Values;

    public void Clear() => series.Clear();

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = KeyOf(tags);
        if (!series.TryGetValue(key, out var found))
        {
            if (series.Count >= limit) return;
            found = series.GetOrAdd(key, new MetricSeries(tags.ToArray(), Type == "histogram" ? Buckets() : null));
        }
        if (Type == "histogram") found.Observe(value);
        else if (IsAbsolute) found.Set(value);
        else found.Add(value);
    }

    private IReadOnlyList<double> Buckets() => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } own } => own,
        Histogram<long> { Advice.HistogramBucketBoundaries: { } own } => [.. own.Select(bound => (double)bound)],
        _ => DefaultBuckets,
    };

    private static string TypeOf(Instrument instrument) => TypeNameOf(instrument) switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    private static string TypeNameOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    private static string KeyOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var key = new StringBuilder();
        foreach (var (name, value) in tags) key.Append(name).Append('\u0001').Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append('\u0002');
        return key.ToString();
    }
}

/// <summary>The values of one set of tags.</summary>
internal sealed class MetricSeries(KeyValuePair<string, object?>[] tags, IReadOnlyList<double>? bounds)
{
    private readonly Lock gate = new();
    private readonly long[] counts = new long[(bounds?.Count ?? 0) + 1];
    private double value;

    public KeyValuePair<string, object?>[] Tags => tags;

    public IReadOnlyList<double>? Bounds => bounds;

    /// <summary>The value; of a histogram, the sum.</summary>
    public double Value
    {
        get
        {
            lock (gate) return value;
        }
    }

    /// <summary>Sum and counts of a histogram, of one moment.</summary>
    public (double Sum, long[] Counts) Snapshot()
    {
        lock (gate) return (value, [.. counts]);
    }

    public void Set(double next)
    {
        lock (gate) value = next;
    }

    public void Add(double more)
    {
        lock (gate) value += more;
    }

    public void Observe(double seen)
    {
        var bucket = 0;
        while (bucket < bounds!.Count && seen > bounds[bucket]) bucket++;
        lock (gate)
        {
            counts[bucket]++;
            value += seen;
        }
    }
}
