using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Http.Common;
using Payments.Http.Ops;

namespace Payments.Http.Api;

/// <summary>How the gateway is, for everybody: the document names the call and not its answer.</summary>
internal sealed class StatusEndpoints(
    Health health, OpsStates states, ChainCatalog chains, ChainStatuses statuses, TimeProvider time) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes) => routes.MapOpen("GET", "/status", StatusAsync);

    private async Task<IResult> StatusAsync(ApiCall call)
    {
        var report = await health.LookAsync();
        var known = (await statuses.AllAsync()).ToDictionary(status => status.Chain);
        var now = time.GetUtcNow();
        return call.Answer(new StatusView(
            report.Status,
            OpsStates.Version,
            report.Database,
            report.Blockchain,
            statuses.On.ToDictionary(chain => chain.Value, chain => ChainView.Of(chains.Find(chain)!, known.GetValueOrDefault(chain), now)),
            await QueuesAsync(),
            report.Reasons), ApiJson.Relaxed.EnvelopeStatusView);
    }

    private async Task<QueuesView?> QueuesAsync()
    {
        try
        {
            return QueuesView.Of(await states.ReadRecentAsync());
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>How the gateway is.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>, as <c>/health</c> says.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Database"><c>connected</c>, <c>locked</c> or <c>disconnected</c>.</param>
/// <param name="Blockchain"><c>connected</c>, <c>partially connected</c> or <c>disconnected</c>.</param>
/// <param name="Chains">Every chain that is on.</param>
/// <param name="Queues">What waits; null where the database does not say.</param>
/// <param name="Reasons">What needs an operator.</param>
internal sealed record StatusView(
    string Status, string Version, string Database, string Blockchain, IReadOnlyDictionary<string, ChainView> Chains, QueuesView? Queues,
    IReadOnlyList<string> Reasons);

/// <summary>One chain in short; all of it is in <c>/api/v1/network/status</c>.</summary>
/// <param name="Status"><c>connected</c>; <c>stale</c> while no node has told the head for long; <c>disconnected</c> if none ever did.</param>
/// <param name="BlockNumber">The newest block that a node told.</param>
/// <param name="BlocksBehind">Blocks between that one and the last whose payments were taken in.</param>
internal sealed record ChainView(string Status, long? BlockNumber, long? BlocksBehind)
{
    public static ChainView Of(ChainOptions chain, ChainStatus? status, DateTimeOffset now) => status is not { HeadAt: not null }
        ? new ChainView("disconnected", null, null)
        : new ChainView(ChainPace.IsStale(chain, status, now) ? "stale" : "connected", status.Head, status.Head - status.Cursor);
}

/// <summary>What waits.</summary>
/// <param name="Callbacks">Callbacks that their shops have not heard and that are tried again.</param>
/// <param name="CallbacksOverdueSeconds">How long the most overdue of them waits beyond its time.</param>
/// <param name="OrdersOverdueSeconds">The same of orders that are to expire or to release their amount.</param>
internal sealed record QueuesView(long Callbacks, long CallbacksOverdueSeconds, long OrdersOverdueSeconds)
{
    private const string Waiting = "pending";

    public static QueuesView Of(OpsState state) =>
        new(state.Callbacks.GetValueOrDefault(Waiting), Overdue(state.OldestDueAt, state.Now), Overdue(state.OldestWakeAt, state.Now));

    private static long Overdue(DateTimeOffset? due, DateTimeOffset now) => due is { } at && now > at ? (long)(now - at).TotalSeconds : 0;
}
