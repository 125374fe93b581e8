using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>A merchant's webhook endpoints: addresses that are told of chosen events, each with its own secret and health.</summary>
internal sealed class WebhookTargets(TimeProvider time) : IApiEndpoints
{
    /// <summary>The path of one endpoint.</summary>
    public const string OnePath = Path + "/{id}";

    private const string Path = "/webhooks/endpoints";

    private static readonly string[] Fields = ["url", "events", "enabled"];

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", Path, KeyScopes.Webhooks, ListAsync);
        routes.MapOwn("POST", Path, KeyScopes.Webhooks, AddAsync, GuardedChange.Endpoint);
        routes.MapOwn("GET", OnePath, KeyScopes.Webhooks, ShowAsync);
        routes.MapOwn("PUT", OnePath, KeyScopes.Webhooks, UpdateAsync, GuardedChange.Endpoint);
        routes.MapOwn("DELETE", OnePath, KeyScopes.Webhooks, RemoveAsync, GuardedChange.Endpoint);
        routes.MapOwn("POST", OnePath + "/rotate-secret", KeyScopes.Webhooks, RotateAsync, GuardedChange.Endpoint);
    }

    /// <summary>One of the caller's own endpoints.</summary>
    /// <exception cref="InputException">There is none with this id: 404.</exception>
    public static WebhookEndpoint Find(ApiCall call, string id) =>
        EndpointRules.Find(call.Access.Merchant, id) ?? throw ApiErrors.Of(new EndpointResult { Outcome = EndpointOutcome.NotFound });

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var views = await Task.WhenAll(call.Access.Merchant.Endpoints.Select(endpoint => ViewAsync(call, endpoint)));
        return call.Answer(new EndpointsView(views), ApiJson.Relaxed.EnvelopeEndpointsView);
    }

    private async Task<IResult> AddAsync(ApiCall call)
    {
        var command = EndpointRequest.New(await call.BodyAsync(Fields));
        var result = await call.Merchant.AddEndpointAsync(command, call.KeyHash);
        return await AnswerAsync(call, result, StatusCodes.Status201Created);
    }

    private async Task<IResult> ShowAsync(ApiCall call) =>
        call.Answer(await ViewAsync(call, Find(call, call.Route("id"))), ApiJson.Relaxed.EnvelopeEndpointView);

    private async Task<IResult> UpdateAsync(ApiCall call)
    {
        var command = EndpointRequest.Changed(await call.BodyAsync(Fields));
        var result = await call.Merchant.UpdateEndpointAsync(call.Route("id"), command, call.KeyHash);
        if (command.IsOn == true && result.Endpoint is { } endpoint) await Health(call, endpoint).BeginAgainAsync();
        return await AnswerAsync(call, result);
    }

    private async Task<IResult> RemoveAsync(ApiCall call) =>
        await AnswerAsync(call, await call.Merchant.RemoveEndpointAsync(call.Route("id"), call.KeyHash));

    private async Task<IResult> RotateAsync(ApiCall call)
    {
        var overlap = await WebhookEndpoints.OverlapAsync(call);
        return await AnswerAsync(call, await call.Merchant.RotateEndpointSecretAsync(call.Route("id"), overlap, call.KeyHash));
    }

    private async Task<IResult> AnswerAsync(ApiCall call, EndpointResult result, int status = StatusCodes.Status200OK) =>
        result is { Outcome: EndpointOutcome.Saved, Endpoint: { } endpoint }
            ? call.Answer(await ViewAsync(call, endpoint, result.Secret), ApiJson.Relaxed.EnvelopeEndpointView, status)
            : throw ApiErrors.Of(result);

    private async Task<EndpointView> ViewAsync(ApiCall call, WebhookEndpoint endpoint, string? secret = null) =>
        EndpointView.Of(endpoint, await Health(call, endpoint).GetAsync(), time.GetUtcNow(), secret);

    private static IEndpointHealthGrain Health(ApiCall call, WebhookEndpoint endpoint) =>
        call.Grains.Find<IEndpointHealthGrain>(EndpointKey.OfHealth(call.Access.Merchant.Id, endpoint.Id));
}
