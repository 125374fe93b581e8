using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Orleans.Hosting;
using Orleans.Runtime;
using Payments.Http.Ops;

namespace Payments.Host.Telemetry;

/// <summary>Exports traces over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
/// <remarks>Elsewhere nothing listens, so no activity is made.</remarks>
internal static class Tracing
{
    /// <summary>Requests, callbacks as HTTP calls, grain calls with activations and storage, and work that the gateway itself names.</summary>
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Microsoft.Orleans.*", "Payments.*"];

    /// <summary>Adds the tracer, the exporter and what names requests.</summary>
    public static void Add(WebApplicationBuilder builder)
    {
        TelemetryVariables.AddTo(builder.Configuration);
        if (!TelemetryVariables.WantTraces(builder.Configuration)) return;
        var share = new TraceIdRatioBasedSampler(TelemetryVariables.TraceShare(builder.Configuration));
        builder.Services.AddRequestTracing().AddOpenTelemetry().WithTracing(tracing => tracing
            .AddSource(Sources)
            .SetSampler(new PaymentSampler(share))
            // What the variables say comes last and counts.
            .ConfigureResource(resource => resource.Clear().AddTelemetrySdk().AddDetector(ProcessOf).AddEnvironmentVariableDetector())
            .AddOtlpExporter());
    }

    /// <summary>Carries traces through the grain calls of a silo.</summary>
    public static void SetUp(ISiloBuilder silo)
    {
        if (TelemetryVariables.WantTraces(silo.Configuration)) silo.AddActivityPropagation();
    }

    /// <summary>Carries traces from a front to the silos.</summary>
    public static void SetUp(IClientBuilder client)
    {
        if (TelemetryVariables.WantTraces(client.Configuration)) client.AddActivityPropagation();
    }

    private static ProcessResource ProcessOf(IServiceProvider services) =>
        new(services.GetService<ILocalSiloDetails>()?.SiloAddress.ToString() ?? $"{Environment.MachineName}:{Environment.ProcessId}");

    /// <summary>Names this process: a silo by its address, as the log does, a front by its machine and process.</summary>
    private sealed class ProcessResource(string instance) : IResourceDetector
    {
        public Resource Detect() => ResourceBuilder.CreateEmpty()
            .AddService("payments", serviceVersion: OpsStates.Version, serviceInstanceId: instance)
            .Build();
    }
}
