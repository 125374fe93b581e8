using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Payments.Host.Telemetry;

/// <summary>
/// Decides what is recorded. A trace begins with a request or with work that the gateway itself names. Timers of grains, which tick by the second, and
/// polls of nodes and of the table of members would otherwise make a trace each.
/// </summary>
/// <param name="chosen">Decides about traces that begin.</param>
internal sealed class PaymentSampler(Sampler chosen) : Sampler
{
    /// <summary>ASP.NET Core's name of a request.</summary>
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    /// <summary>The beginning of the names of the gateway's own activities.</summary>
    private const string Own = "payments.";

    /// <inheritdoc />
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        // A request joins its caller's trace, but a stranger does not decide whether it is recorded: many HTTP clients send one that they do not record.
        if (samplingParameters.Name == Request) return chosen.ShouldSample(samplingParameters);
        var parent = samplingParameters.ParentContext;
        if (parent.TraceId != default) return new SamplingResult(parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded));
        var isOwn = samplingParameters.Name.StartsWith(Own, StringComparison.Ordinal);
        return isOwn ? chosen.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
    }
}
