using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Payments.Http.Ops;

/// <summary>Listens to the product's meters and the runtime's, and keeps their values for Prometheus and for operators.</summary>
public sealed class MetricsCollector : IDisposable
{
    /// <summary>Series of one instrument; values of further tags are left out, so that nothing grows without end.</summary>
    public const int SeriesLimit = 1000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, MetricFamily> families = new();
    private readonly Lock reading = new();

    /// <summary>Begins to listen.</summary>
    public MetricsCollector()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name != "Microsoft.Orleans" && !instrument.Meter.Name.StartsWith("Payments.", StringComparison.Ordinal)) return;
            self.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, static made => new MetricFamily(made, SeriesLimit)));
        };
        listener.MeasurementsCompleted = (instrument, state) => families.TryRemove(instrument, out _);
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Record(value, tags, state));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Record((double)value, tags, state));
        listener.Start();
    }

    /// <summary>Everything in Prometheus' text format 0.0.4.</summary>
    public string ToPrometheus()
    {
        var text = new System.Text.StringBuilder(16 << 10);
        lock (reading)
        {
            Observe();
            // Two instruments of one name are one family to Prometheus, which hears of its type once.
            foreach (var group in families.Values.GroupBy(family => family.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
                PrometheusText.Write(text, [.. group]);
        }
        return text.ToString();
    }

    /// <summary>The present values of an instrument by one of its tags.</summary>
    public IReadOnlyDictionary<string, double> Read(string instrument, string tag)
    {
        lock (reading)
        {
            Observe();
            return families.Where(pair => pair.Key.Name == instrument).SelectMany(pair => pair.Value.Series)
                .GroupBy(series => Convert.ToString(series.Tags.FirstOrDefault(pair => pair.Key == tag).Value, CultureInfo.InvariantCulture) ?? "")
                .ToDictionary(group => group.Key, group => group.Sum(series => series.Value));
        }
    }

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    private void Observe()
    {
        foreach (var (instrument, family) in families)
            if (instrument.IsObservable) family.Clear();
        listener.RecordObservableInstruments();
    }

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) => ((MetricFamily)state!).Record(value, tags);
}
