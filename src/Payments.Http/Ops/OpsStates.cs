using System.Reflection;
using Payments.Contracts.Chains;
using Payments.Domain.Reconciliation;
using Payments.Http.Common;
using Payments.Storage;
using Payments.Storage.Export;
using Payments.Storage.Queries;
using Payments.Storage.Reconciliation;
using Payments.Storage.Risk;
using Payments.Storage.States;

namespace Payments.Http.Ops;

/// <summary>Reads what operators see. Counts are kept a while: ten times as long as counting took, two seconds at least.</summary>
public sealed class OpsStates(
    ChainStatuses chains, OrderCensus census, DeliveryQueries deliveries, DueQueries due, TransferStore transfers, RefundQueries refunds,
    ShareQueries shares, BackupMark backup, Activations activations, DailyFindings findings, ReconciliationQueries reconciliations,
    ReviewQueue reviews, PayoutQueries payouts, TimeProvider time)
{
    private const int FailedLimit = 20;
    private const int StatementLimit = 20;
    private const int RestFactor = 10;
    private static readonly TimeSpan LeastRest = TimeSpan.FromSeconds(2);

    /// <summary>Without its database the gateway would take half a minute to say that it cannot read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Counts? counts;

    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(OpsStates).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The newest state that was read, for gauges; null before the first.</summary>
    public OpsState? Last { get; private set; }

    /// <summary>Reads everything for a page or a scrape, which wait five seconds at most.</summary>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public Task<OpsState> ReadSoonAsync() => ReadAsync().WaitAsync(Patience, time);

    /// <summary>
    /// What was read within the last two seconds, or everything now, as <see cref="ReadSoonAsync"/> does: for callers of whom there may be
    /// many.
    /// </summary>
    /// <exception cref="TimeoutException">It took longer.</exception>
    public Task<OpsState> ReadRecentAsync() => ReadAsync(LeastRest).WaitAsync(Patience, time);

    /// <summary>Reads everything, unless what was read last is not older than this.</summary>
    public async Task<OpsState> ReadAsync(TimeSpan age = default)
    {
        await gate.WaitAsync();
        try
        {
            if (Last is { } last && time.GetUtcNow() - last.Now < age) return last;
            if (counts is null || time.GetUtcNow() >= counts.Until) counts = await CountAsync();
            var (counting, checking, watching) = (activations.CountAsync(), findings.UsersAsync(), findings.ProvidersAsync());
            var answered = await ChainsAsync();
            return Last = new OpsState
            {
                Now = time.GetUtcNow(),
                Version = Version,
                Orders = counts.Orders.ByStatus,
                OrdersShare = counts.Orders.Share,
                Callbacks = counts.Callbacks,
                OldestDueAt = await due.OldestAsync(StateTable.Deliveries),
                OldestWakeAt = await due.OldestAsync(StateTable.Orders),
                OldestRefundAt = await refunds.OldestOpenAsync(),
                OldestShareAt = await shares.OldestOpenAsync(),
                Unmatched = ByChain(counts.Waiting, chain => chain.Untaken),
                Parked = ByChain(counts.Waiting, chain => chain.Parked),
                BackedUpAt = counts.BackedUpAt,
                Reviews = counts.Reviews.Open,
                ReviewsSince = counts.Reviews.Since,
                UnknownPayouts = counts.UnknownPayouts,
                Chains = answered,
                SilentChains = [.. chains.On.Except(answered.Select(chain => chain.Chain)).Select(chain => chain.Value)],
                Activations = await counting,
                Users = await checking,
                Providers = await watching,
                OpenDifferences = counts.OpenDifferences,
                Statements = counts.Statements,
                Failed = [.. (await deliveries.FailedAsync(FailedLimit)).Select(Shown)],
            };
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Forgets <see cref="Last"/>: what cannot be read now must not be shown as if it were true still.</summary>
    public void Forget() => Last = null;

    /// <summary>How far the chains are that are on.</summary>
    public Task<IReadOnlyList<ChainStatus>> ChainsAsync() => chains.AllAsync();

    private async Task<Counts> CountAsync()
    {
        var began = time.GetTimestamp();
        var byStatus = await census.ContinueAsync();
        var backlog = await deliveries.BacklogAsync();
        var waiting = await transfers.CountAsync();
        var backedUp = await backup.FindAsync();
        var open = await reconciliations.OpenAsync();
        var compared = await reconciliations.RunsAsync(new ReconciliationFilter(), null, StatementLimit);
        var waitingReviews = await reviews.CountAsync();
        var unknownPayouts = await payouts.CountUnknownAsync();
        var rest = RestFactor * time.GetElapsedTime(began);
        return new Counts(
            byStatus, backlog, waiting, backedUp, open, [.. compared.Items.Select(Shown)], waitingReviews, unknownPayouts,
            time.GetUtcNow() + (rest > LeastRest ? rest : LeastRest));
    }

    /// <summary>A chain that is on and has none says so: what watches a figure sees the first only when it comes after a zero.</summary>
    private Dictionary<string, long> ByChain(IReadOnlyDictionary<string, (long Untaken, long Parked)> waiting, Func<(long Untaken, long Parked), long> count) =>
        chains.On.Select(chain => chain.Value).Union(waiting.Keys).ToDictionary(chain => chain, chain => count(waiting.GetValueOrDefault(chain)));

    private static FailedCallback Shown(Domain.Callbacks.Delivery delivery)
    {
        var last = delivery.Attempts.Count == 0 ? null : delivery.Attempts[^1];
        var host = Uri.TryCreate(delivery.Url, UriKind.Absolute, out var url) ? url.Authority : "";
        return new(delivery.Id, host, delivery.Status.ToString().ToLowerInvariant(), delivery.Attempts.Count, last?.At, last?.StatusCode, last?.Error);
    }

    private static ComparedStatement Shown(ReconciliationRun run) => new(
        run.Account.Provider, run.Account.Account, run.Day, run.DoneAt, run.Lines, run.Matched, run.Differences, run.Open, run.Trouble);

    private sealed record Counts(
        OrderCounts Orders, IReadOnlyDictionary<string, long> Callbacks, IReadOnlyDictionary<string, (long Untaken, long Parked)> Waiting,
        DateTimeOffset? BackedUpAt, IReadOnlyDictionary<string, long> OpenDifferences, IReadOnlyList<ComparedStatement> Statements,
        (long Open, DateTimeOffset? Since) Reviews, long UnknownPayouts, DateTimeOffset Until);
}
