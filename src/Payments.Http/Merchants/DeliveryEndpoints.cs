using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>A merchant's callbacks: what was sent, what came back, and once more.</summary>
internal sealed class DeliveryEndpoints(DeliveryQueries deliveries, DeliveryResends resends) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;
    private const string DefaultFace = "epay";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("GET", "/deliveries", KeyScopes.Read, ListAsync);
        routes.MapOwn("POST", "/deliveries/{id}/resend", KeyScopes.Webhooks, ResendAsync);
        routes.MapOwn("POST", "/deliveries/test", KeyScopes.Webhooks, TestAsync);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        OrderId? order = null;
        if (call.Query("order") is { Length: > 0 } text)
            order = (await call.OwnOrderAsync(text) ?? throw new InputException("order", "no such order", StatusCodes.Status404NotFound)).Id;
        var page = await deliveries.ListAsync(call.Access.Merchant.Id, order, ApiRules.After(call.Query("after")),
            limit);
        return call.Answer(new DeliveriesView([.. page.Items.Select(DeliveryView.Of)], page.Next?.ToString()),
            ApiJson.Relaxed.EnvelopeDeliveriesView);
    }

    private async Task<IResult> ResendAsync(ApiCall call) => call.Answer(
        DeliveryView.Of(await resends.ResendAsync(call.Access.Merchant.Id, call.Route("id"))), ApiJson.Relaxed.EnvelopeDeliveryView);

    private static async Task<IResult> TestAsync(ApiCall call)
    {
        var body = await call.BodyAsync("url", "face");
        var url = InputRules.Url(body.Text("url"), "url") ?? call.Access.Merchant.WebhookUrl ?? throw new InputException("url", "is required where the merchant has no webhook_url");
        var format = CallbackFormats.Find(body.Text("face") ?? DefaultFace)
            ?? throw new InputException("face", $"expected {string.Join(" or ", CallbackFormats.All.Select(known => known.Name))}");
        var test = await call.Grains.Find<ICallbackTestGrain>(CallbackTest.GrainKey(call.Access.Merchant.Id)).RunAsync(url, format.Face);
        return test is null
            ? call.Refuse(StatusCodes.Status429TooManyRequests, "too many tests, try again in a minute", TimeSpan.FromMinutes(1))
            : call.Answer(CallbackTestView.Of(url, test), ApiJson.Relaxed.EnvelopeCallbackTestView);
    }
}
