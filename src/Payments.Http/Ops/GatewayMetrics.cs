using System.Diagnostics.Metrics;
using Payments.Contracts.Chains;

namespace Payments.Http.Ops;

/// <summary>Gauges of what is stored and how the chains are, from the newest <see cref="OpsState"/>.</summary>
public sealed class GatewayMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Gateway";

    private readonly Meter meter = new(MeterName);
    private readonly OpsStates states;

    /// <summary>Creates the instruments.</summary>
    public GatewayMetrics(OpsStates states)
    {
        this.states = states;
        meter.CreateObservableGauge("payments.orders", () => Counted(state => state.Orders), description: "Orders by status.");
        meter.CreateObservableGauge("payments.callbacks.backlog", () => Counted(state => state.Callbacks), description: "Callbacks that no shop has heard yet, by status.");
        meter.CreateObservableGauge("payments.callbacks.overdue", Overdue, "s", "How long the most overdue callback has been due.");
        meter.CreateObservableGauge("payments.chain.head", () => Chains(chain => chain.Head), description: "The newest block that a node reported.");
        meter.CreateObservableGauge("payments.chain.cursor", () => Chains(chain => chain.Cursor), description: "The last block whose transfers were all accepted.");
        meter.CreateObservableGauge("payments.chain.final", () => Chains(chain => chain.FinalBlock), description: "The newest block that counts as final.");
        meter.CreateObservableGauge("payments.chain.lag", () => Chains(chain => chain.Head - chain.Cursor), description: "Blocks between head and cursor.");
        meter.CreateObservableGauge("payments.chain.node.healthy", Nodes, description: "1 for a node that is used at present.");
    }

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Counted(Func<OpsState, IReadOnlyDictionary<string, long>> values) => states.Last is { } state
        ? values(state).Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("status", pair.Key)))
        : [];

    private IEnumerable<Measurement<double>> Overdue() => states.Last is not { } state ? [] :
        [new(state.OldestDueAt is { } due && due < state.Now ? (state.Now - due).TotalSeconds : 0)];

    private IEnumerable<Measurement<long>> Chains(Func<ChainStatus, long?> value)
    {
        foreach (var chain in states.Last?.Chains ?? [])
            if (value(chain) is { } number) yield return new(number, new KeyValuePair<string, object?>("chain", chain.Chain.Value));
    }

    private IEnumerable<Measurement<int>> Nodes()
    {
        foreach (var chain in states.Last?.Chains ?? [])
            for (var i = 0; i < chain.Nodes.Count; i++)
                yield return new(chain.Nodes[i].IsHealthy ? 1 : 0, new("chain", chain.Chain.Value), new("node", i), new("url", chain.Nodes[i].Url));
    }
}
