using System.Diagnostics.Metrics;

namespace Payments.Http.Ops;

/// <summary>Instruments of the HTTP front.</summary>
public sealed class HttpMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Http";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Counter<long> requests;
    private readonly Histogram<double> duration;
    private readonly Counter<long> wrongAdminKeys;
    private readonly Counter<long> limited;

    /// <summary>Creates the instruments.</summary>
    public HttpMetrics(Cashier.OrderFeeds feeds, IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        requests = meter.CreateCounter<long>("payments.http.requests", description: "Requests answered, by face and outcome.");
        duration = meter.CreateHistogram("payments.http.duration", "s", "How long answers took, by face.", tags: null, Seconds);
        wrongAdminKeys = meter.CreateCounter<long>("payments.http.wrong_admin_keys", description: "Admin keys that did not fit.");
        limited = meter.CreateCounter<long>("payments.http.limited", description: "Requests refused as too many, by limit.");
        // An increase is seen only where there was a figure before.
        wrongAdminKeys.Add(0);
        meter.CreateObservableGauge("payments.cashier.connections", () => feeds.Connections, description: "Open event streams of the cashier.");
        meter.CreateObservableGauge("payments.cashier.orders", () => feeds.Orders, description: "Orders watched by at least one payer.");
    }

    /// <summary>Counts a wrong admin key.</summary>
    public void RefusedAdminKey() => wrongAdminKeys.Add(1);

    /// <summary>Counts a request that was one too many.</summary>
    /// <param name="limit">The limit's name.</param>
    public void Limited(string limit) => limited.Add(1, new KeyValuePair<string, object?>("limit", limit));

    /// <summary>Counts an answer.</summary>
    /// <param name="face">The face's name.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="took">How long it took.</param>
    public void Answered(string face, int status, TimeSpan took)
    {
        var tag = new KeyValuePair<string, object?>("face", face);
        requests.Add(1, tag, new KeyValuePair<string, object?>("outcome", status switch { < 400 => "ok", < 500 => "refused", _ => "failed" }));
        duration.Record(took.TotalSeconds, tag);
    }
}
