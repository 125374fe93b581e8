using System.Diagnostics.Metrics;
using Payments.Domain.Identity;

namespace Payments.Grains.Chains;

/// <summary>Instruments of transfers on their way to orders.</summary>
public sealed class TransferMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Transfers";

    private readonly Counter<long> passedOver;

    /// <summary>Creates the instruments.</summary>
    public TransferMetrics(IMeterFactory meters)
    {
        passedOver = meters.Create(MeterName).CreateCounter<long>("payments.orders.passed_over", description: "Orders that failed when they were told of final, vanished or waiting transfers, by chain; they are told again.");
    }

    /// <summary>An order failed and the others went on.</summary>
    public void PassedOver(ChainId chain) => passedOver.Add(1, new KeyValuePair<string, object?>("chain", chain.Value));
}
