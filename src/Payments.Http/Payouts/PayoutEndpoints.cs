using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Payouts;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Payouts;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
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
        routes.MapOwn("POST", "/payouts/{payout}/cancel", KeyScopes.Payouts, CancelAsync);
        routes.MapOwn("POST", "/payouts/{payout}/resolve", KeyScopes.Payouts | KeyScopes.Complete, ResolveAsync);
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
        var standing = PayoutForm.Standing(call.Query("status"));
        var found = await payouts.ListAsync(merchant, standing, ApiRules.After(call.Query("after")), limit);
        var views = found.Items.Select(payout => PayoutView.Of(merchant, payout));
        return call.Answer(new PayoutsView([.. views], found.Next?.ToString()), ApiJson.Relaxed.EnvelopePayoutsView);
    }

    private async Task<IResult> LimitsAsync(ApiCall call)
    {
        var limits = await Of(call, call.Access.Merchant.Id).GetLimitsAsync();
        return call.Answer(new PayoutLimitsView([.. limits.Select(PayoutLimitView.Of)]), ApiJson.Relaxed.EnvelopePayoutLimitsView);
    }

    private async Task<IResult> GetAsync(ApiCall call) => Answer(call, await FindAsync(call));

    private async Task<IResult> CancelAsync(ApiCall call)
    {
        var reason = OrderManualEndpoints.Reason(await call.BodyAsync("reason"));
        return await DecideAsync(call, (grain, number) => grain.CancelAsync(number, reason));
    }

    private async Task<IResult> ResolveAsync(ApiCall call)
    {
        var body = await call.BodyAsync("status", "transaction_hash", "reason");
        var ((end, transaction), reason) = (PayoutForm.Resolution(body), OrderManualEndpoints.Reason(body));
        return await DecideAsync(call, (grain, number) => grain.ResolveAsync(new ResolvePayout
        {
            Number = number,
            End = end,
            Transaction = transaction,
            Reason = reason,
        }));
    }

    private async Task<IResult> DecideAsync(ApiCall call, Func<IPayoutGrain, int, Task<PayoutChanged>> decide)
    {
        var payout = await FindAsync(call);
        var changed = await decide(Of(call, call.Access.Merchant.Id), payout.Number);
        var after = changed.Payout ?? payout;
        return PayoutForm.Refusal(changed.Outcome, after) is { } refusal ? throw refusal : Answer(call, after);
    }

    private async Task<Payout> FindAsync(ApiCall call) =>
        await payouts.FindAsync(call.Access.Merchant.Id, call.Route("payout"))
        ?? throw new InputException("payout_id", "no such payout", StatusCodes.Status404NotFound);

    private static IResult Answer(ApiCall call, Payout payout) =>
        call.Answer(PayoutView.Of(call.Access.Merchant.Id, payout), ApiJson.Relaxed.EnvelopePayoutView);

    private static IPayoutGrain Of(ApiCall call, MerchantId merchant) =>
        call.Grains.Find<IPayoutGrain>(PayoutReference.GrainKeyOf(merchant));
}
