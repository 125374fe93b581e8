using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>The runtime's instruments, by the names that Orleans gives them.</summary>
internal sealed class RuntimeMetrics : IDisposable
{
    private readonly SiloRuntime runtime;
    private readonly Meter meter = new("Microsoft.Orleans");
    private readonly Counter<long> activated;
    private readonly Counter<long> deactivated;
    private readonly Counter<long> failedActivations;
    private readonly Counter<long> timedOut;
    private readonly LatencyCounters latency;

    public RuntimeMetrics(SiloRuntime runtime)
    {
        this.runtime = runtime;
        activated = meter.CreateCounter<long>("orleans-catalog-activation-created");
        deactivated = meter.CreateCounter<long>("orleans-catalog-activation-destroyed");
        failedActivations = meter.CreateCounter<long>("orleans-catalog-activation-failed-to-activate");
        timedOut = meter.CreateCounter<long>("orleans-app-requests-timedout");
        latency = new LatencyCounters(meter);
        meter.CreateObservableGauge("orleans-catalog-activations", () => runtime.ActivationCount);
        meter.CreateObservableGauge("orleans-grains", CountByClass);
    }

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    public void Activated() => activated.Add(1);

    public void Deactivated(DeactivationReasonCode reason) => deactivated.Add(1, new KeyValuePair<string, object?>("via", reason.ToString()));

    public void ActivationFailed() => failedActivations.Add(1);

    public void TimedOut(GrainType grain) => timedOut.Add(1, new KeyValuePair<string, object?>("grain_type", grain.ToString()));

    public void Called(Message message)
    {
        if (latency.Enabled) latency.Record(runtime.Time.GetElapsedTime(message.SentAt));
    }

    private IEnumerable<Measurement<int>> CountByClass() =>
        runtime.Activations.CountBy(static activation => activation.Class.Name).Select(pair =>
            new Measurement<int>(pair.Value, new KeyValuePair<string, object?>("type", pair.Key)));
}
