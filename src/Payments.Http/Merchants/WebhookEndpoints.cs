using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>The WoPay document's webhook calls, and the rotation of the secret that signs them.</summary>
internal sealed class WebhookEndpoints(DeliveryQueries deliveries, TimeProvider time) : IApiEndpoints
{
    private const int DefaultDays = 30;
    private const int MostDays = 365;
    private const int TestDataLimit = 16 << 10;

    /// <summary>What a test must not carry, or a receiver could take it for a payment.</summary>
    private static readonly string[] RealFields = ["payment_id", "status"];

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", "/webhooks/test", KeyScopes.Webhooks, TestAsync);
        routes.MapOwn("GET", "/webhooks/stats", KeyScopes.Read, CountAsync);
        routes.MapOwn("POST", "/webhooks/rotate-secret", ApiKeyRules.AllScopes, RotateAsync, GuardedChange.Endpoint);
    }

    private async Task<IResult> TestAsync(ApiCall call)
    {
        var body = await call.NestedBodyAsync(["test_data"], "event_type", "test_data", "endpoint_id");
        var name = EventType(body.Required("event_type"), "event_type");
        var data = TestData(body.Object("test_data") ?? "{}");
        var (merchant, id) = (call.Access.Merchant, call.Access.Merchant.Id);
        var endpoint = body.Text("endpoint_id") is { } named ? WebhookTargets.Find(call, named) : null;
        var url = endpoint?.UrlAt(time.GetUtcNow()) ?? merchant.WebhookUrl
            ?? throw new InputException("webhook_url", $"your merchant has none: set it with PUT /api/v1/merchants/{id.ToUuid()}");
        var grain = call.Grains.Find<ICallbackTestGrain>(CallbackTest.GrainKey(id));
        return await grain.SendWebhookAsync(url, name, data, endpoint?.Id) is { } test
            ? call.Answer(WebhookTestView.Of(url, name, test), ApiJson.Relaxed.EnvelopeWebhookTestView)
            : call.Refuse(StatusCodes.Status429TooManyRequests, "too many tests, try again in a minute", TimeSpan.FromMinutes(1));
    }

    private async Task<IResult> CountAsync(ApiCall call)
    {
        var days = ApiRules.Limit(call.Query("days"), DefaultDays, MostDays, "days");
        var counts = await deliveries.CountAsync(call.Access.Merchant.Id, time.GetUtcNow().AddDays(-days));
        return call.Answer(WebhookStatsView.Of(counts), ApiJson.Relaxed.EnvelopeWebhookStatsView);
    }

    private static async Task<IResult> RotateAsync(ApiCall call)
    {
        var rotated = await call.Merchant.RotateSecretAsync(await OverlapAsync(call), call.KeyHash) ?? throw ApiRoutes.NoKey;
        return call.Answer(RotatedSecretView.Of(rotated), ApiJson.Relaxed.EnvelopeRotatedSecretView);
    }

    /// <summary>How long the former secret stays in force, as the body says.</summary>
    internal static async Task<TimeSpan> OverlapAsync(ApiCall call) =>
        EndpointRequest.Overlap(call.HasBody ? (await call.BodyAsync("overlap_hours")).Number("overlap_hours") : null);

    /// <summary>The name of an event that a test can be of.</summary>
    /// <exception cref="InputException">There is none of this name.</exception>
    internal static string EventType(string text, string field) => text == WebhookEvents.StatusChanged || WebhookEvents.All.Contains(text)
        ? text
        : throw new InputException(field, $"expected one of {WebhookEvents.StatusChanged}, {string.Join(", ", WebhookEvents.All)}");

    private static string TestData(string json)
    {
        if (json.Length > TestDataLimit) throw new InputException("test_data", $"at most {TestDataLimit} characters");
        using var data = JsonDocument.Parse(json);
        RequireNothingReal(data.RootElement);
        return json;
    }

    private static void RequireNothingReal(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray()) RequireNothingReal(item);
        if (value.ValueKind != JsonValueKind.Object) return;
        foreach (var field in value.EnumerateObject())
        {
            if (RealFields.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
                throw new InputException("test_data", $"must not have {field.Name}: a test is signed, and could be taken for a payment");
            RequireNothingReal(field.Value);
        }
    }
}
