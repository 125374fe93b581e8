using System.Diagnostics.Metrics;
using Payments.Domain.Identity;

namespace Payments.Grains.Chains;

/// <summary>Instruments of transfers on their way to orders.</summary>
public sealed class TransferMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Transfers";

    private readonly Counter<long> passedOver;
    private readonly Counter<long> disputed;
    private readonly Counter<long> foundLate;

    /// <summary>Creates the instruments.</summary>
    public TransferMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        passedOver = meter.CreateCounter<long>("payments.orders.passed_over", description: "Orders that failed when they were told of final, vanished or waiting transfers, by chain; they are told again.");
        disputed = meter.CreateCounter<long>("payments.transfers.contradicted", description: "Payments on which nodes began to contradict each other, by chain; they wait.");
        foundLate = meter.CreateCounter<long>("payments.transfers.found_late", description: "Payments that only the second look at their block found, by chain.");
    }

    /// <summary>An order failed and the others went on.</summary>
    public void PassedOver(ChainId chain) => passedOver.Add(1, new KeyValuePair<string, object?>("chain", chain.Value));

    /// <summary>Nodes began to contradict each other about a payment.</summary>
    public void Disputed(ChainId chain) => disputed.Add(1, new KeyValuePair<string, object?>("chain", chain.Value));

    /// <summary>A second look found payments that the first did not.</summary>
    public void FoundLate(ChainId chain, int count) => foundLate.Add(count, new KeyValuePair<string, object?>("chain", chain.Value));
}
