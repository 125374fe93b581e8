using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Payments.Contracts.Chains;
using Payments.Storage;

namespace Payments.Http.Ops;

/// <summary>Gauges of what is stored and how the chains are, from the newest <see cref="OpsState"/>.</summary>
public sealed class GatewayMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Payments.Gateway";

    private readonly OpsStates states;
    private readonly string data;

    /// <summary>Creates the instruments.</summary>
    public GatewayMetrics(OpsStates states, Readiness readiness, IOptions<StorageOptions> storage, IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        (this.states, data) = (states, storage.Value.Data);
        meter.CreateObservableGauge("payments.ready", () => readiness.Last is { } look ? [new(look.IsReady ? 1 : 0)] : Array.Empty<Measurement<int>>(), description: "1 while this process may be sent requests.");
        meter.CreateObservableGauge("payments.database.answer", () => readiness.Last is { } look ? [new(look.Took.TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "How long the database took to answer the last look at it.");
        meter.CreateObservableGauge("payments.data.free", () => Disk(drive => drive.AvailableFreeSpace), "By", "What is free on the disk of the data folder.");
        meter.CreateObservableGauge("payments.data.size", () => Disk(drive => drive.TotalSize), "By", "How large the disk of the data folder is.");
        meter.CreateObservableGauge("payments.orders", () => Counted("status", state => state.Orders), description: "Orders by status.");
        meter.CreateObservableGauge("payments.orders.overdue", () => Overdue(state => state.OldestWakeAt), "s", "How long the most overdue order should have been woken.");
        meter.CreateObservableGauge(
            "payments.refunds.waiting", () => Overdue(state => state.OldestRefundAt), "s",
            "How long the refund has waited that waits longest.");
        meter.CreateObservableGauge(
            "payments.shares.waiting", () => Overdue(state => state.OldestShareAt), "s",
            "How long the share or its return has waited for its provider that waits longest.");
        meter.CreateObservableGauge("payments.callbacks.backlog", () => Counted("status", state => state.Callbacks), description: "Callbacks that no shop has heard yet, by status.");
        meter.CreateObservableGauge("payments.callbacks.overdue", () => Overdue(state => state.OldestDueAt), "s", "How long the most overdue callback has been due.");
        meter.CreateObservableGauge("payments.transfers.unmatched", () => Counted("chain", state => state.Unmatched), description: "Transfers that no order took and nobody assigned.");
        meter.CreateObservableGauge("payments.transfers.parked", () => Counted("chain", state => state.Parked), description: "Transfers set aside because their order or address failed, and assigned by nobody yet.");
        meter.CreateObservableGauge("payments.backup.age", () => states.Last is { BackedUpAt: { } at } state ? [new((state.Now - at).TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "How long ago everything was last exported; left out where it never was.");
        meter.CreateObservableGauge(
            "payments.risk.reviews",
            () => states.Last is { } state ? [new(state.Reviews)] : Array.Empty<Measurement<long>>(),
            description: "Orders that wait for a person's decision.");
        meter.CreateObservableGauge(
            "payments.risk.review.age", () => Overdue(state => state.ReviewsSince), "s", "How long the oldest of them has waited.");
        meter.CreateObservableGauge(
            "payments.payouts.unknown",
            () => states.Last is { } state ? [new(state.UnknownPayouts)] : Array.Empty<Measurement<long>>(),
            description: "Payouts of which a person is to say what became of them.");
        meter.CreateObservableGauge("payments.users.differences", () => states.Last?.Users is { } check ? [new(check.Differences)] : Array.Empty<Measurement<long>>(), description: "Differences between users' ledgers and balances that the last daily comparison found.");
        meter.CreateObservableGauge("payments.users.check.age", () => states.Last is { Users: { } check } state ? [new((state.Now - check.At).TotalSeconds)] : Array.Empty<Measurement<double>>(), "s", "How long ago users' ledgers were last compared with their balances; left out before the first time.");
        meter.CreateObservableGauge(
            "payments.reconciliation.differences.open", OpenDifferences,
            description: "Differences with a provider's statements that nobody settled.");
        meter.CreateObservableGauge(
            "payments.reconciliation.age", StatementAges, "s",
            "How long ago a statement was last compared, of the account of a provider that waits longest.");
        meter.CreateObservableGauge(
            "payments.provider.certificate.left", CertificateTimes, "s",
            "How long the first certificate that ends still holds, by provider, account and certificate.");
        meter.CreateObservableGauge("payments.chain.head", () => Chains(chain => chain.Head), description: "The newest block that a node reported.");
        meter.CreateObservableGauge("payments.chain.cursor", () => Chains(chain => chain.Cursor), description: "The last block whose transfers were all accepted.");
        meter.CreateObservableGauge("payments.chain.final", () => Chains(chain => chain.FinalBlock), description: "The newest block that counts as final.");
        meter.CreateObservableGauge("payments.chain.lag", () => Chains(chain => chain.Head - chain.Cursor), description: "Blocks between head and cursor.");
        meter.CreateObservableGauge("payments.transfers.unconfirmed", () => Chains(chain => chain.Unconfirmed), description: "Payments in final blocks that wait for the word of a second node.");
        meter.CreateObservableGauge("payments.transfers.disputed", () => Chains(chain => chain.Disputed), description: "Payments on which nodes contradict each other; they wait.");
        meter.CreateObservableGauge("payments.orders.removed", () => Chains(chain => chain.Removed.Count), description: "Completed orders whose payment a deep reorganisation took back, at most a hundred of each.");
        meter.CreateObservableGauge("payments.chain.unreadable", () => Chains(chain => chain.Unreadable), description: "Parts of blocks that no node gave in a readable form and that were left out.");
        meter.CreateObservableGauge("payments.chain.node.healthy", Nodes, description: "1 for a node that has not failed since it last succeeded.");
        meter.CreateObservableGauge("payments.chain.watched", Watched, description: "1 for a chain whose watcher answers.");
    }

    private IEnumerable<Measurement<long>> Counted(string tag, Func<OpsState, IReadOnlyDictionary<string, long>> values) => states.Last is { } state
        ? values(state).Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>(tag, pair.Key)))
        : [];

    private IEnumerable<Measurement<double>> Overdue(Func<OpsState, DateTimeOffset?> oldest) => states.Last is not { } state ? [] :
        [new(oldest(state) is { } due && due < state.Now ? (state.Now - due).TotalSeconds : 0)];

    /// <summary>A provider whose statements are compared and that has no difference says so.</summary>
    private IEnumerable<Measurement<long>> OpenDifferences()
    {
        if (states.Last is not { } state) return [];
        var providers = (state.Providers?.Statements ?? []).Select(one => one.Provider).Union(state.OpenDifferences.Keys);
        return providers.Select(provider => new Measurement<long>(
            state.OpenDifferences.GetValueOrDefault(provider), new KeyValuePair<string, object?>("provider", provider)));
    }

    private IEnumerable<Measurement<double>> StatementAges() => states.Last is not { } state ? [] :
        (state.Providers?.Statements ?? []).Select(one => new Measurement<double>(
            (state.Now - one.Since).TotalSeconds, new KeyValuePair<string, object?>("provider", one.Provider)));

    private IEnumerable<Measurement<double>> CertificateTimes() => states.Last is not { } state ? [] :
        (state.Providers?.Certificates ?? []).Select(one => new Measurement<double>(
            (one.Until - state.Now).TotalSeconds, new("provider", one.Provider),
            new("account", one.IsMerchants ? "merchant" : "installation"),
            new("certificate", one.Name)));

    private IEnumerable<Measurement<long>> Disk(Func<DriveInfo, long> value)
    {
        try
        {
            return [new(value(new DriveInfo(Path.GetFullPath(data))))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private IEnumerable<Measurement<long>> Chains(Func<ChainStatus, long?> value)
    {
        foreach (var chain in states.Last?.Chains ?? [])
            if (value(chain) is { } number) yield return new(number, new KeyValuePair<string, object?>("chain", chain.Chain.Value));
    }

    private IEnumerable<Measurement<int>> Watched()
    {
        foreach (var chain in states.Last?.Chains ?? []) yield return new(1, new KeyValuePair<string, object?>("chain", chain.Chain.Value));
        foreach (var chain in states.Last?.SilentChains ?? []) yield return new(0, new KeyValuePair<string, object?>("chain", chain));
    }

    private IEnumerable<Measurement<int>> Nodes()
    {
        foreach (var chain in states.Last?.Chains ?? [])
            for (var i = 0; i < chain.Nodes.Count; i++)
                yield return new(chain.Nodes[i].IsHealthy ? 1 : 0, new("chain", chain.Chain.Value), new("node", i), new("url", chain.Nodes[i].Url));
    }
}
