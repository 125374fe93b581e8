using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>A merchant's webhook endpoints: addresses that are told of chosen events, each with its own secret and health.</summary>
internal sealed class WebhookTargets : IApiEndpoints
{
    /// <summary>The path of one endpoint.</summary>
    public const string OnePath = Path + "/{id}";

    private const string Path = "/webhooks/endpoints";

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

    private static async Task<IResult> ListAsync(ApiCall call)
    {
        var views = await Task.WhenAll(call.Access.Merchant.Endpoints.Select(endpoint => ViewAsync(call, endpoint)));
        return call.Answer(new EndpointsView(views), ApiJson.Relaxed.EnvelopeEndpointsView);
    }

    private static async Task<IResult> AddAsync(ApiCall call)
    {
        var body = await call.BodyAsync("url", "events", "enabled");
        var result = await call.Merchant.AddEndpointAsync(new SaveEndpoint
        {
            Url = InputRules.Url(body.Required("url"), "url"),
            Events = Events(body) ?? WebhookEvents.All,
            IsOn = Enabled(body),
        }, call.KeyHash);
        return await AnswerAsync(call, result, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ShowAsync(ApiCall call) =>
        call.Answer(await ViewAsync(call, Find(call, call.Route("id"))), ApiJson.Relaxed.EnvelopeEndpointView);

    private static async Task<IResult> UpdateAsync(ApiCall call)
    {
        var body = await call.BodyAsync("url", "events", "enabled");
        var isOn = Enabled(body);
        var result = await call.Merchant.UpdateEndpointAsync(call.Route("id"), new SaveEndpoint
        {
            Url = body.Has("url") ? InputRules.Url(body.Required("url"), "url") : null,
            Events = Events(body),
            IsOn = isOn,
        }, call.KeyHash);
        if (isOn == true && result.Endpoint is { } endpoint) await Health(call, endpoint).BeginAgainAsync();
        return await AnswerAsync(call, result);
    }

    private static async Task<IResult> RemoveAsync(ApiCall call) =>
        await AnswerAsync(call, await call.Merchant.RemoveEndpointAsync(call.Route("id"), call.KeyHash));

    private static async Task<IResult> RotateAsync(ApiCall call)
    {
        var overlap = await WebhookEndpoints.OverlapAsync(call);
        return await AnswerAsync(call, await call.Merchant.RotateEndpointSecretAsync(call.Route("id"), overlap, call.KeyHash));
    }

    /// <summary>Null where the field was left out.</summary>
    private static IReadOnlyList<string>? Events(JsonFields body)
    {
        if (body.Texts("events")?.Distinct().ToArray() is not { } names) return null;
        var isKnown = names.Length > 0 && names.All(WebhookEvents.All.Contains);
        return isKnown
            ? names
            : throw new InputException("events", $"expected a list of one or more of {string.Join(", ", WebhookEvents.All)}");
    }

    private static bool? Enabled(JsonFields body) => body.Has("enabled") ? body.Flag("enabled") : null;

    private static async Task<IResult> AnswerAsync(ApiCall call, EndpointResult result, int status = StatusCodes.Status200OK) =>
        result is { Outcome: EndpointOutcome.Saved, Endpoint: { } endpoint }
            ? call.Answer(await ViewAsync(call, endpoint, result.Secret), ApiJson.Relaxed.EnvelopeEndpointView, status)
            : throw ApiErrors.Of(result);

    private static async Task<EndpointView> ViewAsync(ApiCall call, WebhookEndpoint endpoint, string? secret = null) =>
        EndpointView.Of(endpoint, await Health(call, endpoint).GetAsync(), secret);

    private static IEndpointHealthGrain Health(ApiCall call, WebhookEndpoint endpoint) =>
        call.Grains.Find<IEndpointHealthGrain>(EndpointKey.OfHealth(call.Access.Merchant.Id, endpoint.Id));
}
