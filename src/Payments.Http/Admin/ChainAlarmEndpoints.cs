using Microsoft.AspNetCore.Http;
using Payments.Contracts.Chains;
using Payments.Http.Api;

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
internal sealed class ChainAlarmEndpoints(ChainDecisions decisions) : IApiEndpoints
{
    private const string Path = "/admin/chains/{chain}";
    private const string Alarms = $"{Path}/alarms";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", Alarms, async call => Answer(call, await decisions.LookAsync(call.Route("chain"))));
        routes.MapAdmin("DELETE", Alarms, async call => Answer(call, await decisions.AcknowledgeAsync(call.Route("chain"))));
        routes.MapAdmin("POST", $"{Path}/adopt", async call => Answer(call, await decisions.AdoptAsync(call.Route("chain"))));
    }

    private static IResult Answer(ApiCall call, ChainStatus status) =>
        call.Answer(ChainAlarmView.Of(status), ApiJson.Relaxed.EnvelopeChainAlarmView);
}
