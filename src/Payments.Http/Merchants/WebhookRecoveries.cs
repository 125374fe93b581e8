using Microsoft.AspNetCore.Http;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Sends a webhook endpoint again what it has not heard: counted first, paced, and stopped by a call.</summary>
internal sealed class WebhookRecoveries(EndpointRecoveries recoveries) : IApiEndpoints
{
    private const string Path = WebhookTargets.OnePath + "/recover";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", Path, KeyScopes.Webhooks, StartAsync);
        routes.MapOwn("GET", Path, KeyScopes.Webhooks, ShowAsync);
        routes.MapOwn("DELETE", Path, KeyScopes.Webhooks, StopAsync);
    }

    private async Task<IResult> StartAsync(ApiCall call)
    {
        var body = await call.BodyAsync("since", "include_superseded", "count_only");
        var (since, withSuperseded) = (ApiRules.Time(body.Required("since"), "since"), body.Flag("include_superseded"));
        var (merchant, endpoint) = (call.Access.Merchant.Id, Found(call));
        if (body.Flag("count_only"))
        {
            var total = await recoveries.CountAsync(merchant, endpoint, since, withSuperseded);
            return call.Answer(RecoveryView.Counted(since, withSuperseded, total), ApiJson.Relaxed.EnvelopeRecoveryView);
        }
        var started = await recoveries.StartAsync(merchant, endpoint, since, withSuperseded);
        return call.Answer(RecoveryView.Of(started), ApiJson.Relaxed.EnvelopeRecoveryView, StatusCodes.Status202Accepted);
    }

    private async Task<IResult> ShowAsync(ApiCall call) => Answer(call, await recoveries.FindAsync(call.Access.Merchant.Id, Found(call)));

    private async Task<IResult> StopAsync(ApiCall call) => Answer(call, await recoveries.StopAsync(call.Access.Merchant.Id, Found(call)));

    private static IResult Answer(ApiCall call, WebhookRecovery? recovery) => recovery is null
        ? throw new InputException("endpoint_id", "nothing was ever recovered for it", StatusCodes.Status404NotFound)
        : call.Answer(RecoveryView.Of(recovery), ApiJson.Relaxed.EnvelopeRecoveryView);

    private static WebhookEndpoint Found(ApiCall call) => WebhookTargets.Find(call, call.Route("id"));
}
