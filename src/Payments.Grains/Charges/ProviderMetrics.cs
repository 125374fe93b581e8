using System.Diagnostics.Metrics;
using Payments.Domain.Charges;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Providers.Common;

namespace Payments.Grains.Charges;

/// <summary>Counts what providers answer.</summary>
public sealed class ProviderMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Providers";

    private readonly Counter<long> calls;
    private readonly Histogram<double> durations;
    private readonly Counter<long> charges;
    private readonly Counter<long> refunds;
    private readonly Counter<long> shares;

    /// <summary>Makes the instruments.</summary>
    public ProviderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        calls = meter.CreateCounter<long>(
            "payments.provider.calls", description: "Calls to payment providers, by provider, call and outcome.");
        durations = meter.CreateHistogram<double>("payments.provider.duration", "s", "How long calls to payment providers took.");
        charges = meter.CreateCounter<long>(
            "payments.provider.charges", description: "Charges that came to a state, by provider and state.");
        refunds = meter.CreateCounter<long>(
            "payments.refunds", description: "Refunds that came to a status, by kind and status.");
        shares = meter.CreateCounter<long>(
            "payments.shares", description: "Shares that came to a status, by provider and status.");
    }

    /// <summary>A call ended.</summary>
    public void Called(string provider, string call, ProviderOutcome outcome, TimeSpan took)
    {
        calls.Add(1, new("provider", provider), new("call", call), new("outcome", outcome.ToString().ToLowerInvariant()));
        durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("provider", provider), new("call", call));
    }

    /// <summary>A charge came to a state.</summary>
    public void Came(string provider, ChargeState state) =>
        charges.Add(1, new("provider", provider), new("state", state.ToString().ToLowerInvariant()));

    /// <summary>A refund came to a status.</summary>
    public void Came(Refund refund) => refunds.Add(
        1, new("kind", refund.Kind.ToString().ToLowerInvariant()), new("status", refund.Status.ToString().ToLowerInvariant()));

    /// <summary>A share came to a status.</summary>
    public void Came(Share share) =>
        shares.Add(1, new("provider", share.Provider), new("status", share.Status.ToString().ToLowerInvariant()));
}
