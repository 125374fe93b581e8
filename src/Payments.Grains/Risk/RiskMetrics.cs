using System.Diagnostics.Metrics;
using Payments.Domain.Risk;

namespace Payments.Grains.Risk;

/// <summary>Instruments of risk control.</summary>
public sealed class RiskMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Risk";

    private readonly Counter<long> decisions;

    /// <summary>Creates the instruments.</summary>
    public RiskMetrics(IMeterFactory meters) => decisions = meters.Create(MeterName).CreateCounter<long>(
        "payments.risk.decisions", description: "Decisions of rules and people about orders, by stage and outcome.");

    /// <summary>A rule or a person has decided.</summary>
    public void Decided(RiskStage stage, RiskOutcome outcome) => decisions.Add(1,
        new KeyValuePair<string, object?>("stage", stage.ToString().ToLowerInvariant()),
        new KeyValuePair<string, object?>("outcome", outcome.ToString().ToLowerInvariant()));
}
