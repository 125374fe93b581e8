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
/// <param name="ApiPerSecond">Requests a second of one API key; 0 is no limit.</param>
/// <param name="WebhooksPerSecond">The same to webhook endpoints.</param>
/// <param name="NetworkPerHour">Requests an hour from one address.</param>
/// <param name="ShopPerSecond">Requests a second on EPay and 188Pay.</param>
public sealed record LimitNumbers(int? ApiPerSecond, int? WebhooksPerSecond, int? NetworkPerHour, int? ShopPerSecond)
{
    /// <summary>A merchant's own; null where it has none.</summary>
    public static LimitNumbers Own(Merchant merchant)
    {
        var own = merchant.Limits ?? new MerchantLimits();
        return new LimitNumbers(own.ApiPerSecond, own.WebhooksPerSecond, own.NetworkPerHour, own.ShopPerSecond);
    }

    /// <summary>Those that hold for a merchant.</summary>
    public static LimitNumbers InForce(Merchant merchant, LimitRules rules) => new(
        rules.Key(LimitRules.Api, merchant).Tokens,
        rules.Key(LimitRules.Webhooks, merchant).Tokens,
        rules.Address(merchant).Tokens,
        rules.Shop(merchant).Tokens);
}

/// <summary>Other rate limits for a merchant, by operators.</summary>
internal sealed class LimitEndpoints(IOrderIds ids, LimitRules rules) : IApiEndpoints
{
    private const string Path = "/admin/merchants/{id}/limits";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapAdmin("GET", Path, async call => Show(call, (await Grain(call).GetAsync())?.Merchant));
        routes.MapAdmin("PUT", Path, SetAsync);
    }

    /// <summary>Sets all of them: what is left out or null is the installation's.</summary>
    private async Task<IResult> SetAsync(ApiCall call)
    {
        var limits = LimitRequest.Of(await call.BodyAsync(LimitRequest.Fields));
        return Show(call, await Grain(call).SetLimitsAsync(limits));
    }

    private IMerchantGrain Grain(ApiCall call) => call.Grains.Find<IMerchantGrain>(MerchantEndpoints.Named(call, ids).GrainKey);

    private IResult Show(ApiCall call, Merchant? merchant)
    {
        if (merchant is null) throw new InputException("merchant_id", "no such merchant", StatusCodes.Status404NotFound);
        return call.Answer(
            new LimitsView(merchant.Id.ToUuid(), LimitNumbers.Own(merchant), LimitNumbers.InForce(merchant, rules)),
            ApiJson.Relaxed.EnvelopeLimitsView);
    }
}
