using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.Merchants;

namespace Payments.Http.Admin;

/// <summary>A merchant's rate limits: its own, where an operator set them, and those in force. 0 is no limit.</summary>
internal sealed record LimitsView(string MerchantId, LimitNumbers Own, LimitNumbers InForce);

/// <summary>
/// Requests a second of one API key, the same to webhook endpoints, an hour from one address, and a second on EPay and 188Pay.
/// </summary>
internal sealed record LimitNumbers(int? ApiPerSecond, int? WebhooksPerSecond, int? NetworkPerHour, int? ShopPerSecond);

/// <summary>Other rate limits for a merchant, by operators.</summary>
internal sealed class LimitEndpoints(IOrderIds ids, LimitRules rules) : IApiEndpoints
{
    private const string Path = "/admin/merchants/{id}/limits";

    private static readonly string[] Fields = ["api_per_second", "webhooks_per_second", "network_per_hour", "shop_per_second"];

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", Path, async call => Show(call, (await Grain(call).GetAsync())?.Merchant));
        routes.MapAdmin("PUT", Path, SetAsync);
    }

    /// <summary>Sets all of them: what is left out or null is the installation's.</summary>
    private async Task<IResult> SetAsync(ApiCall call)
    {
        var body = await call.BodyAsync(Fields);
        var limits = new MerchantLimits
        {
            ApiPerSecond = Number(body, Fields[0]),
            WebhooksPerSecond = Number(body, Fields[1]),
            NetworkPerHour = Number(body, Fields[2]),
            ShopPerSecond = Number(body, Fields[3]),
        };
        return Show(call, await Grain(call).SetLimitsAsync(limits == new MerchantLimits() ? null : limits));
    }

    private IMerchantGrain Grain(ApiCall call) => call.Grains.Find<IMerchantGrain>(MerchantEndpoints.Named(call, ids).GrainKey);

    private IResult Show(ApiCall call, Merchant? merchant)
    {
        if (merchant is null) throw new InputException("merchant_id", "no such merchant", StatusCodes.Status404NotFound);
        var own = merchant.Limits ?? new MerchantLimits();
        return call.Answer(new LimitsView(
            merchant.Id.ToUuid(),
            new LimitNumbers(own.ApiPerSecond, own.WebhooksPerSecond, own.NetworkPerHour, own.ShopPerSecond),
            new LimitNumbers(
                rules.Key(LimitRules.Api, merchant).Tokens,
                rules.Key(LimitRules.Webhooks, merchant).Tokens,
                rules.Address(merchant).Tokens,
                rules.Shop(merchant).Tokens)), ApiJson.Relaxed.EnvelopeLimitsView);
    }

    private static int? Number(JsonFields body, string field)
    {
        if (body.Number(field) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LimitOptions.Most
            ? number
            : throw new InputException(field, $"expected a whole number from 0 to {LimitOptions.Most}, or null");
    }
}
