using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>Sends a webhook endpoint again what it has not heard: counted first, paced, and stopped by a call.</summary>
internal sealed class WebhookRecoveries(DeliveryQueries deliveries, TimeProvider time) : IApiEndpoints
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
        var now = time.GetUtcNow();
        if (since > now) throw new InputException("since", "expected a time in the past");
        var (merchant, endpoint) = (call.Access.Merchant.Id, WebhookTargets.Find(call, call.Route("id")));
        if (body.Flag("count_only"))
        {
            var total = await deliveries.CountAsync(new UnheardFilter(merchant, endpoint.Id, since, now, withSuperseded));
            return call.Answer(RecoveryView.Counted(since, withSuperseded, total), ApiJson.Relaxed.EnvelopeRecoveryView);
        }
        if (endpoint.OffSince is not null)
            throw new InputException("endpoint_id", "the endpoint is off: switch it on first", StatusCodes.Status409Conflict);
        var started = await Grain(call, endpoint).StartAsync(since, withSuperseded)
            ?? throw new InputException("endpoint_id", "a recovery runs already: wait, or stop it", StatusCodes.Status409Conflict);
        return call.Answer(RecoveryView.Of(started), ApiJson.Relaxed.EnvelopeRecoveryView, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ShowAsync(ApiCall call) => Answer(call, await Grain(call, Found(call)).GetAsync());

    private static async Task<IResult> StopAsync(ApiCall call) => Answer(call, await Grain(call, Found(call)).StopAsync());

    private static IResult Answer(ApiCall call, Domain.Callbacks.WebhookRecovery? recovery) => recovery is null
        ? throw new InputException("endpoint_id", "nothing was ever recovered for it", StatusCodes.Status404NotFound)
        : call.Answer(RecoveryView.Of(recovery), ApiJson.Relaxed.EnvelopeRecoveryView);

    private static WebhookEndpoint Found(ApiCall call) => WebhookTargets.Find(call, call.Route("id"));

    private static IWebhookRecoveryGrain Grain(ApiCall call, WebhookEndpoint endpoint) =>
        call.Grains.Find<IWebhookRecoveryGrain>(EndpointKey.OfRecovery(call.Access.Merchant.Id, endpoint.Id));
}
