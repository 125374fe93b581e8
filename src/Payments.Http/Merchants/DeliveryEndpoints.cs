using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>A merchant's callbacks: what was sent, what came back, and once more.</summary>
internal sealed class DeliveryEndpoints(DeliveryQueries deliveries) : IApiEndpoints
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

    private static async Task<IResult> ResendAsync(ApiCall call)
    {
        if (TryParse(call.Route("id"), out var order, out var number, out var isEvent))
        {
            var delivery = call.Grains.Find<IWebhookDeliveryGrain>(Delivery.GrainKey(order, number, isEvent));
            var before = await delivery.GetAsync();
            // That an order was archived is told after its other callbacks went with it.
            if (before?.Event != WebhookEvents.Archived &&
                await call.OwnOrderAsync(order) is { ArchivedAt: { } archived } known &&
                number <= (isEvent ? known.Events : known.Deliveries))
                return call.Refuse(StatusCodes.Status409Conflict, $"delivery_id: order {known.Number} was archived at " +
                    $"{ApiTime.Format(archived)} with its callbacks; they are not sent any more");
            if (before?.Merchant == call.Access.Merchant.Id && await delivery.ResendAsync() && await delivery.GetAsync() is { } after)
                return call.Answer(DeliveryView.Of(after), ApiJson.Relaxed.EnvelopeDeliveryView);
        }
        return call.Refuse(StatusCodes.Status404NotFound, "delivery_id: no such callback");
    }

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

    /// <summary>
    /// Reads <c>{order}-{n}</c>, or <c>{order}-e{n}</c>. The grain's key is made of the number, so nobody wakes one under another name.
    /// </summary>
    private static bool TryParse(string id, out OrderId order, out int number, out bool isEvent)
    {
        (order, number, isEvent) = (default, 0, false);
        var dash = id.LastIndexOf('-');
        if (dash < 0 || !OrderId.TryParse(id[..dash], out order)) return false;
        isEvent = id.AsSpan(dash + 1).StartsWith("e");
        var digits = id.AsSpan(dash + (isEvent ? 2 : 1));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1;
    }
}
