using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Payments.Domain.Rates;

namespace Payments.Grains.Rates;

/// <summary>Instruments of rates. A pair is shown while this process looks after it, which it does while somebody asks for it.</summary>
public sealed class RateMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Rates";

    private readonly ConcurrentDictionary<RatePair, DateTimeOffset> published = new();
    private readonly Counter<long> failures;

    /// <summary>Creates the instruments.</summary>
    public RateMetrics(TimeProvider time, IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        failures = meter.CreateCounter<long>("payments.rate.failures", description: "Refreshes that found no believable price, by pair.");
        meter.CreateObservableGauge("payments.rate.age", () => published.Select(pair => new Measurement<double>((time.GetUtcNow() - pair.Value).TotalSeconds, Tags(pair.Key))), "s", "How old the last good price of a source is, by pair.");
    }

    /// <summary>A source told a believable price.</summary>
    /// <param name="pair">What is priced in what.</param>
    /// <param name="at">When the price was true.</param>
    public void Published(RatePair pair, DateTimeOffset at) => published[pair] = at;

    /// <summary>A refresh found no believable price.</summary>
    public void Failed(RatePair pair) => failures.Add(1, Tags(pair));

    /// <summary>Nobody asks for the pair here any more.</summary>
    public void Forget(RatePair pair) => published.TryRemove(pair, out _);

    private static KeyValuePair<string, object?>[] Tags(RatePair pair) => [new("from", pair.From), new("to", pair.To)];
}
