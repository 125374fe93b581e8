using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Payouts;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Http.Risk;
using Payments.Storage.Queries;

namespace Payments.Http.Payouts;

/// <summary>Payouts that a rule of risk control holds, and the decisions about them: a merchant's own, and for operators all.</summary>
internal sealed class PayoutReviewEndpoints(PayoutQueries payouts) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        RiskScope.Map(routes, "GET", "/payouts", ListAsync);
        RiskScope.Map(routes, "GET", "/payouts/{payout}", ShowAsync);
        RiskScope.Map(routes, "POST", "/payouts/{payout}/approve", (call, scope) => DecideAsync(call, scope, isApproved: true));
        RiskScope.Map(routes, "POST", "/payouts/{payout}/refuse", (call, scope) => DecideAsync(call, scope, isApproved: false));
    }

    private async Task<IResult> ListAsync(ApiCall call, RiskScope scope)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var page = await payouts.ReviewsAsync(scope.MerchantOf(call), ApiRules.After(call.Query("after")), limit);
        var views = page.Items.Select(item => PayoutReviewView.Of(item.Merchant, item.Payout)).ToArray();
        return call.Answer(new PayoutReviewsView(views, page.Next?.ToString()), ApiJson.Relaxed.EnvelopePayoutReviewsView);
    }

    private async Task<IResult> ShowAsync(ApiCall call, RiskScope scope)
    {
        var (merchant, payout) = await FindAsync(call, scope);
        return Answer(call, merchant, payout);
    }

    private async Task<IResult> DecideAsync(ApiCall call, RiskScope scope, bool isApproved)
    {
        var reason = OrderManualEndpoints.Reason(await call.BodyAsync("reason"));
        var (merchant, payout) = await FindAsync(call, scope);
        var grain = call.Grains.Find<IPayoutGrain>(PayoutReference.GrainKeyOf(merchant));
        var changed = await grain.ReviewAsync(payout.Number, isApproved, reason, scope.IsInstallation);
        var after = changed.Payout ?? payout;
        return PayoutForm.Refusal(changed.Outcome, after) is { } refusal ? throw refusal : Answer(call, merchant, after);
    }

    /// <summary>The payout that the path names: by our <c>reference</c>, for a merchant also by its own id.</summary>
    private async Task<(MerchantId Merchant, Payout Payout)> FindAsync(ApiCall call, RiskScope scope)
    {
        var (own, text) = (scope.MerchantOf(call), call.Route("payout"));
        var isReference = PayoutReference.TryParse(text, out var reference) && (own is null || own == reference.Merchant);
        var found = own is { } merchant ? await payouts.FindAsync(merchant, text) : null;
        if (found is null && isReference) found = await payouts.FindAsync(reference);
        return found is { Risk.Review: not null }
            ? (own ?? reference.Merchant, found)
            : throw new InputException("payout_id", "no such payout, or it was never under review", StatusCodes.Status404NotFound);
    }

    private static IResult Answer(ApiCall call, MerchantId merchant, Payout payout) =>
        call.Answer(PayoutReviewView.Of(merchant, payout), ApiJson.Relaxed.EnvelopePayoutReviewView);
}
