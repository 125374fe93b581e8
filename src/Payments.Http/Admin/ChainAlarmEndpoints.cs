using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Admin;

/// <summary>
/// What is wrong with a chain, for operators. <c>removed_payments</c> are ids of completed orders whose payment a reorganisation took
/// back.
/// </summary>
internal sealed record ChainAlarmView(string Chain, IReadOnlyList<string> Reasons, IReadOnlyList<string> RemovedPayments)
{
    public static ChainAlarmView Of(ChainStatus status) =>
        new(status.Chain.Value, status.Reasons, [.. status.Removed.Select(order => order.ToUuid())]);
}

/// <summary>Alarms of chains, which an operator ends once the orders were looked at.</summary>
internal sealed class ChainAlarmEndpoints(ChainCatalog chains) : IApiEndpoints
{
    private const string Path = "/admin/chains/{chain}";
    private const string Alarms = $"{Path}/alarms";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", Alarms, call => ActAsync(call, _ => Task.CompletedTask));
        routes.MapAdmin("DELETE", Alarms, call => ActAsync(call, watcher => watcher.AcknowledgeAsync()));
        routes.MapAdmin("POST", $"{Path}/adopt", call => ActAsync(call, AdoptAsync));
    }

    private static async Task AdoptAsync(IChainWatcherGrain watcher)
    {
        if (!await watcher.AdoptAsync())
            throw new InputException("chain", "is read as usual; there is nothing to adopt", StatusCodes.Status409Conflict);
    }

    private async Task<IResult> ActAsync(ApiCall call, Func<IChainWatcherGrain, Task> act)
    {
        if (!chains.TryGetChain(call.Route("chain"), out var chain))
            throw new InputException("chain", $"expected one of {string.Join(", ", chains.Known)}");
        var watcher = call.Grains.Find<IChainWatcherGrain>(chain.Chain.WatcherKey);
        await act(watcher);
        return call.Answer(ChainAlarmView.Of(await watcher.GetStatusAsync()), ApiJson.Relaxed.EnvelopeChainAlarmView);
    }
}
