using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Payments.Http.Ops;

/// <summary>Sets up the OpenTelemetry SDK, which aggregates the instruments that <c>/metrics</c> shows.</summary>
internal static class MetricsExport
{
    /// <summary>
    /// Series of one instrument at most, so that nothing grows without end. Measurements with further tags are added up in one series with the tag
    /// <c>otel.metric.overflow</c>.
    /// </summary>
    public const int SeriesLimit = 1000;

    private const string OrleansMeter = "Microsoft.Orleans";

    /// <summary>
    /// Orleans' instruments that the dashboard shows, with the help texts that they lack. Any other stays disabled: Orleans would measure each message and each
    /// storage call for nobody.
    /// </summary>
    private static readonly Dictionary<string, string> ShownOfOrleans = new()
    {
        ["orleans-grains"] = "Activations of grains, by type.",
        ["orleans-catalog-activations"] = "Activations in memory, those of Orleans' own services included, by type.",
        ["orleans-catalog-activation-created"] = "Activations that were made, by type.",
    };

    /// <summary>Adds the meter provider and the Prometheus exporter.</summary>
    public static IServiceCollection AddMetricsExport(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(OrleansMeter, "Payments.*")
            .SetExemplarFilter(ExemplarFilterType.AlwaysOff)
            .AddPrometheusExporter(prometheus =>
            {
                // One process is one target, and each instrument has one meter: labels for either would repeat on every line.
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
                // A scrape reads what is stored first; an older answer would hide it.
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
            }));
        return services.ConfigureOpenTelemetryMeterProvider((provider, metrics) => metrics.AddView(ViewFor(provider.GetRequiredService<IMeterFactory>())));
    }

    /// <summary>Keeps the instruments of this host that something shows. The SDK listens to the whole process, which holds several hosts in tests.</summary>
    private static Func<Instrument, MetricStreamConfiguration?> ViewFor(IMeterFactory meters) => instrument =>
    {
        if (!ReferenceEquals(instrument.Meter.Scope, meters)) return MetricStreamConfiguration.Drop;
        if (instrument.Meter.Name != OrleansMeter) return new MetricStreamConfiguration { CardinalityLimit = SeriesLimit };
        return ShownOfOrleans.TryGetValue(instrument.Name, out var help)
            ? new MetricStreamConfiguration { CardinalityLimit = SeriesLimit, Description = help }
            : MetricStreamConfiguration.Drop;
    };
}
