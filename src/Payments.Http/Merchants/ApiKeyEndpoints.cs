using Microsoft.AspNetCore.Http;
using Payments.Contracts.Merchants;
using Payments.Domain.Merchants;
using Payments.Domain.Settings;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>A merchant's API keys: several, each with a name, scopes and networks of its own.</summary>
internal sealed class ApiKeyEndpoints(TimeProvider time) : IApiEndpoints
{
    private const int NetworkLimit = 20;

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
        var body = await call.BodyAsync("name", "scopes", "networks");
        var command = new AddKey
        {
            Name = ApiRules.Name(body.Required("name")),
            Scopes = Scopes(body.Texts("scopes") ?? throw InputException.Missing("scopes")),
            Network = Networks(body.Texts("networks") ?? []),
        };
        return Show(call, await call.Merchant.AddKeyAsync(command, call.KeyHash), StatusCodes.Status201Created);
    }

    private async Task<IResult> RollAsync(ApiCall call)
    {
        var overlap = Overlap(call.HasBody ? (await call.BodyAsync("overlap_seconds")).Number("overlap_seconds") : null);
        return Show(call, await call.Merchant.RollKeyAsync(call.Route("id"), overlap, call.KeyHash));
    }

    private async Task<IResult> RemoveAsync(ApiCall call) => Show(call, await call.Merchant.RemoveKeyAsync(call.Route("id"), call.KeyHash));

    private IResult Show(ApiCall call, KeyResult result, int status = StatusCodes.Status200OK) =>
        result is { Outcome: KeyOutcome.Saved, Key: { } key }
            ? call.Answer(ApiKeyView.Of(key, time.GetUtcNow(), result.Text), ApiJson.Relaxed.EnvelopeApiKeyView, status)
            : throw ApiErrors.Of(result);

    private static KeyScopes Scopes(IReadOnlyList<string> names)
    {
        var scopes = names.Aggregate(KeyScopes.None, (all, name) => all | (ApiKeyRules.Named(name) ?? throw NoScope()));
        return scopes is KeyScopes.None ? throw NoScope() : scopes;
    }

    private static InputException NoScope() =>
        new("scopes", $"expected a list of one or more of {string.Join(", ", ApiKeyRules.Names(ApiKeyRules.AllScopes))}");

    private static string? Networks(IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return null;
        if (texts.Count > NetworkLimit) throw new InputException("networks", $"at most {NetworkLimit}");
        return NetworkList.TryParse(string.Join(',', texts), out var networks) && texts.All(text => !text.Contains(','))
            ? networks.ToString()
            : throw new InputException("networks", "expected a list of networks such as 203.0.113.7/32 or 2001:db8:1:2::/64");
    }

    private static TimeSpan Overlap(string? text) => text is null
        ? ApiKeyRules.UsualOverlap
        : TimeSpan.FromSeconds(ApiRules.Whole(text, "overlap_seconds", (int)ApiKeyRules.MaxOverlap.TotalSeconds));
}
