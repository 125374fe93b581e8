using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Providers.Common;

namespace Payments.Http.Merchants;

/// <summary>A merchant's accounts at payment providers.</summary>
internal sealed class ProviderEndpoints(OwnProviders providers) : IApiEndpoints
{
    /// <summary>The longest value of a setting.</summary>
    internal const int ValueLimit = 16 << 10;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/providers", KeyScopes.Manage, ListAsync);
        routes.MapOwn("PUT", "/providers/{provider}", KeyScopes.Manage, SaveAsync, GuardedChange.ReceivingAddress);
        routes.MapOwn("DELETE", "/providers/{provider}", KeyScopes.Manage, RemoveAsync, GuardedChange.ReceivingAddress);
    }

    private async Task<IResult> ListAsync(ApiCall call) =>
        call.Answer(new ProvidersView(await providers.ListAsync(call.Access.Merchant)), ApiJson.Relaxed.EnvelopeProvidersView);

    private async Task<IResult> SaveAsync(ApiCall call)
    {
        var provider = providers.Find(call.Route("provider"));
        var body = await call.NestedBodyAsync(["settings"], "settings", "methods", "overlap_seconds");
        var settings = Settings(provider, body.Object("settings") ?? throw InputException.Missing("settings"));
        var command = await providers.ReadAsync(
            call.Access.Merchant, provider, settings, body.Texts("methods"), body.Number("overlap_seconds"));
        return call.Answer(
            await providers.SaveAsync(call.Access.Merchant, provider, command, call.KeyHash), ApiJson.Relaxed.EnvelopeProviderView);
    }

    private async Task<IResult> RemoveAsync(ApiCall call)
    {
        var provider = providers.Find(call.Route("provider"));
        return call.Answer(await providers.RemoveAsync(call.Access.Merchant, provider, call.KeyHash), ApiJson.Relaxed.EnvelopeProviderView);
    }

    private static Dictionary<string, string> Settings(IPaymentProvider provider, string json)
    {
        var settings = new Dictionary<string, string>();
        using var document = JsonDocument.Parse(json);
        foreach (var sent in document.RootElement.EnumerateObject())
        {
            var field = $"settings.{sent.Name}";
            var names = provider.Settings.Select(setting => setting.Name);
            if (!names.Contains(sent.Name)) throw new InputException(field, $"is not known here; known are {string.Join(", ", names)}");
            if (sent.Value.ValueKind != JsonValueKind.String) throw new InputException(field, "expected a string");
            var value = sent.Value.GetString()!;
            if (value.Length > ValueLimit || value.Contains('\0'))
                throw new InputException(field, $"expected at most {ValueLimit} characters, none of them zero");
            if (!settings.TryAdd(sent.Name, value)) throw new InputException(field, "was sent twice");
        }
        return settings;
    }
}
