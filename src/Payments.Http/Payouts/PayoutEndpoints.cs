using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Payouts;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Payouts;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Payouts;

/// <summary>What a merchant has its provider send to addresses, from the merchant's own account and within its limits.</summary>
internal sealed class PayoutEndpoints(PayoutQueries payouts, IdempotentCalls idempotency, PublicAddress address) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        routes.MapOwn("POST", "/payouts", KeyScopes.Payouts, RequestAsync);
        routes.MapOwn("GET", "/payouts", KeyScopes.Read, ListAsync);
        routes.MapOwn("GET", "/payouts/limits", KeyScopes.Read, LimitsAsync);
        routes.MapOwn("GET", "/payouts/{payout}", KeyScopes.Read, GetAsync);
    }

    private async Task<IResult> RequestAsync(ApiCall call)
    {
        var key = IdempotencyKey.Of(call.Request);
        var body = await call.BodyAsync(PayoutForm.Fields);
        var (id, wish) = PayoutForm.Read(body);
        var merchant = call.Access.Merchant.Id;
        var command = new RequestPayout { Merchant = merchant, Id = id, Wish = wish, By = call.Caller!.Key.Name, PublicUrl = address.Root };
        return await idempotency.AnswerAsync(call, body, key, async since =>
        {
            var result = await Of(call, merchant).RequestAsync(command);
            if (PayoutForm.Refusal(result) is { } refusal) throw refusal;
            var isNew = result.Outcome == PayoutOutcome.Created || result.Payout!.CreatedAt >= since;
            return (PayoutView.Of(merchant, result.Payout!), isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }, ApiJson.Relaxed.EnvelopePayoutView);
    }

    private async Task<IResult> ListAsync(ApiCall call)
    {
        var merchant = call.Access.Merchant.Id;
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var found = await payouts.ListAsync(merchant, PayoutForm.Status(call.Query("status")), ApiRules.After(call.Query("after")), limit);
        var views = found.Items.Select(payout => PayoutView.Of(merchant, payout));
        return call.Answer(new PayoutsView([.. views], found.Next?.ToString()), ApiJson.Relaxed.EnvelopePayoutsView);
    }

    private async Task<IResult> LimitsAsync(ApiCall call)
    {
        var limits = await Of(call, call.Access.Merchant.Id).GetLimitsAsync();
        return call.Answer(new PayoutLimitsView([.. limits.Select(PayoutLimitView.Of)]), ApiJson.Relaxed.EnvelopePayoutLimitsView);
    }

    private async Task<IResult> GetAsync(ApiCall call)
    {
        var merchant = call.Access.Merchant.Id;
        var payout = await payouts.FindAsync(merchant, call.Route("payout"))
            ?? throw new InputException("payout_id", "no such payout", StatusCodes.Status404NotFound);
        return call.Answer(PayoutView.Of(merchant, payout), ApiJson.Relaxed.EnvelopePayoutView);
    }

    private static IPayoutGrain Of(ApiCall call, MerchantId merchant) =>
        call.Grains.Find<IPayoutGrain>(PayoutReference.GrainKeyOf(merchant));
}
