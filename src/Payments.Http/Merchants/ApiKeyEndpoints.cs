using Microsoft.AspNetCore.Http;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Http.Api;

namespace Payments.Http.Merchants;

/// <summary>A merchant's API keys: several, each with a name, scopes and networks of its own.</summary>
internal sealed class ApiKeyEndpoints(TimeProvider time) : IApiEndpoints
{
    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/keys", KeyScopes.Manage, ListAsync);
        routes.MapOwn("POST", "/keys", KeyScopes.Manage, AddAsync, GuardedChange.Keys);
        routes.MapOwn("POST", "/keys/{id}/roll", KeyScopes.Manage, RollAsync, GuardedChange.Keys);
        routes.MapOwn("DELETE", "/keys/{id}", KeyScopes.Manage, RemoveAsync, GuardedChange.Keys);
    }

    private Task<IResult> ListAsync(ApiCall call)
    {
        var now = time.GetUtcNow();
        var keys = ApiKeyRules.All(call.Access.Merchant).Select(key => ApiKeyView.Of(key, now));
        return Task.FromResult(call.Answer(new ApiKeysView([.. keys]), ApiJson.Relaxed.EnvelopeApiKeysView));
    }

    private async Task<IResult> AddAsync(ApiCall call)
    {
        var command = KeyRequest.New(await call.BodyAsync(KeyRequest.Fields));
        return Show(call, await call.Merchant.AddKeyAsync(command, call.KeyHash), StatusCodes.Status201Created);
    }

    private async Task<IResult> RollAsync(ApiCall call)
    {
        var overlap = KeyRequest.Overlap(call.HasBody ? (await call.BodyAsync("overlap_seconds")).Number("overlap_seconds") : null);
        return Show(call, await call.Merchant.RollKeyAsync(call.Route("id"), overlap, call.KeyHash));
    }

    private async Task<IResult> RemoveAsync(ApiCall call) => Show(call, await call.Merchant.RemoveKeyAsync(call.Route("id"), call.KeyHash));

    private IResult Show(ApiCall call, KeyResult result, int status = StatusCodes.Status200OK) =>
        result is { Outcome: KeyOutcome.Saved, Key: { } key }
            ? call.Answer(ApiKeyView.Of(key, time.GetUtcNow(), result.Text), ApiJson.Relaxed.EnvelopeApiKeyView, status)
            : throw ApiErrors.Of(result);
}
