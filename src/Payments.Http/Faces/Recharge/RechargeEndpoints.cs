using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.Users;

namespace Payments.Http.Faces.Recharge;

/// <summary>Recharges under end users' tokens, and what the account at Cryptomus has and takes. Users see their own alone.</summary>
internal sealed class RechargeEndpoints(
    RechargeRequest request, Recharges recharges, RechargeCoins coins, RechargeBalances balances, RechargeWallets wallets,
    CashierStates states, CashierEvents events, PublicAddress address, RequestLimits limits) : IApiEndpoints
{
    private const string Png = "image/png";
    private const string UsualCurrency = "USD";

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapUser("POST", "/orders/recharge", CreateAsync);
        routes.MapUser("GET", "/orders/payments/{id}", GetAsync);
        routes.MapUser("GET", "/orders/payments/{id}/monitor", MonitorAsync).WithMetadata(new EndlessAnswer());
        routes.MapUser("GET", "/orders/payments/{id}/qrcode", QrCodeAsync);
        routes.MapUser("GET", "/orders/crypto/currencies", CurrenciesAsync);
        routes.MapUser("GET", "/orders/crypto/static-wallets", wallets.ListAsync);
        routes.MapUser("POST", "/orders/crypto/static-wallets", wallets.OpenAsync);
        routes.MapOwnOrAdmin("GET", "/orders/crypto/balance", KeyScopes.Manage, balances.AnswerAsync);
        routes.MapAdmin("GET", "/admin/crypto/balance", balances.AnswerAsync);
    }

    private async Task<IResult> CreateAsync(ApiCall call)
    {
        var key = IdempotencyKey.TextOf(call.Request);
        var wish = request.Read(await call.BodyAsync(RechargeRequest.Fields), call.Access.Merchant);
        await limits.CountRechargeAsync(call.Http, call.Access.Merchant.Id, call.User);
        return await recharges.BeginAsync(call, wish, key);
    }

    private async Task<IResult> GetAsync(ApiCall call)
    {
        var look = await FindAsync(call);
        return TypedResults.Json(RechargeView.Of(look.State, address.Cashier(look.Order.Id)), RechargeJson.Relaxed.RechargeView);
    }

    private async Task<IResult> MonitorAsync(ApiCall call)
    {
        var look = await FindAsync(call);
        return new RechargeStream(events, look, address.Cashier(look.Order.Id));
    }

    /// <summary>What a wallet scans: the address or payment link, or the payment page where that alone is known.</summary>
    private async Task<IResult> QrCodeAsync(ApiCall call)
    {
        var state = (await FindAsync(call)).State;
        var isPayable = state.Stage is CashierStage.Waiting or CashierStage.Underpaid;
        var text = state.Charge is { } charge ? charge.Code ?? charge.Url : state.Coin?.Code;
        return isPayable && text is not null
            ? TypedResults.Bytes(QrImages.Of(text, Png, QrImages.Png), Png)
            : throw new InputException("payment_id", "has nothing to pay now", StatusCodes.Status404NotFound);
    }

    private async Task<IResult> CurrenciesAsync(ApiCall call)
    {
        var currency = UserRequest.Currency(call.Query("currency") is { Length: > 0 } named ? named : UsualCurrency);
        var (view, why) = await coins.ReadAsync(call.Access.Merchant, currency, call.Http.RequestAborted);
        if (view is not null) return TypedResults.Json(view, RechargeJson.Relaxed.RechargeCoinsView);
        return call.Refuse(
            StatusCodes.Status503ServiceUnavailable, why is null ? RechargeWays.NotConfigured : RechargeBalances.ApiError(why));
    }

    /// <summary>Of somebody else's payment nothing is said, not even that it is there.</summary>
    private async Task<CashierLook> FindAsync(ApiCall call) =>
        OrderId.TryParse(call.Route("id"), out var id) && await states.LookAsync(id, null) is { } look &&
        look.Order.Merchant == call.Access.Merchant.Id && look.Order.Terms.User == call.User.Value
            ? look
            : throw new InputException("payment_id", "no such payment", StatusCodes.Status404NotFound);
}
