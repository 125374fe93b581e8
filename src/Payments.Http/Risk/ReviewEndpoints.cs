using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Storage.Risk;

namespace Payments.Http.Risk;

/// <summary>Orders that wait for a person, their decision, and the log of all decisions.</summary>
internal sealed class ReviewEndpoints(ReviewQueue queue, RiskDecisions decisions, ChainCatalog chains) : IApiEndpoints
{
    private const int DefaultLimit = 20;
    private const int MostLimit = 100;

    /// <inheritdoc />
    public void Map(ApiRoutes routes)
    {
        RiskScope.Map(routes, "GET", "/reviews", ListAsync);
        RiskScope.Map(routes, "GET", "/reviews/{id}", ShowAsync);
        RiskScope.Map(routes, "POST", "/reviews/{id}/approve", ApproveAsync);
        RiskScope.Map(routes, "POST", "/reviews/{id}/refuse", RefuseAsync);
        RiskScope.Map(routes, "GET", "/decisions", DecisionsAsync);
    }

    private async Task<IResult> ListAsync(ApiCall call, RiskScope scope)
    {
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var page = await queue.PageAsync(scope.MerchantOf(call), ApiRules.After(call.Query("after")), limit);
        var views = page.Items.Select(order => ReviewView.Of(order, chains)).ToArray();
        return call.Answer(new ReviewsView(views, page.Next?.ToString()), ApiJson.Relaxed.EnvelopeReviewsView);
    }

    private async Task<IResult> ShowAsync(ApiCall call, RiskScope scope) => Answer(call, await FindAsync(call, scope));

    private async Task<IResult> ApproveAsync(ApiCall call, RiskScope scope)
    {
        var reason = OrderManualEndpoints.Reason(await call.BodyAsync("reason"));
        return await DecideAsync(call, scope, order => order.ApproveAsync(reason, scope.IsInstallation));
    }

    private async Task<IResult> RefuseAsync(ApiCall call, RiskScope scope)
    {
        var reason = OrderManualEndpoints.Reason(await call.BodyAsync("reason"));
        return await DecideAsync(call, scope, order => order.RefuseReviewedAsync(reason, scope.IsInstallation));
    }

    private async Task<IResult> DecideAsync(ApiCall call, RiskScope scope, Func<IOrderGrain, Task<ReviewOutcome>> decide)
    {
        var order = await FindAsync(call, scope);
        var grain = call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
        var outcome = await decide(grain);
        var after = (await grain.GetAsync())!;
        return RefusalOf(outcome, after) is { } refusal ? throw refusal : Answer(call, after);
    }

    private async Task<IResult> DecisionsAsync(ApiCall call, RiskScope scope)
    {
        var since = call.Query("since") is { Length: > 0 } text ? ApiRules.Time(text, "since") : (DateTimeOffset?)null;
        var merchant = scope.MerchantOf(call);
        if (ApiRules.IsCsv(call))
        {
            var rows = decisions.AllAsync(merchant, since, call.Http.RequestAborted);
            return new CsvExport<RiskDecisionRow, RiskDecisionView>("decisions", RiskCsv.Decisions, rows, RiskDecisionView.Of);
        }
        var limit = ApiRules.Limit(call.Query("limit"), DefaultLimit, MostLimit);
        var page = await decisions.PageAsync(merchant, since, ApiRules.After(call.Query("after")), limit);
        return call.Answer(RiskDecisionsView.Of(page), ApiJson.Relaxed.EnvelopeRiskDecisionsView);
    }

    /// <summary>The order that the path names: an operator by its payment_id, a merchant also by its own number.</summary>
    private static async Task<Order> FindAsync(ApiCall call, RiskScope scope)
    {
        var found = !scope.IsInstallation ? await call.OwnOrderAsync(call.Route("id"))
            : OrderId.TryParse(call.Route("id"), out var id) ? await call.Grains.Find<IOrderGrain>(id.GrainKey).GetAsync()
            : null;
        return found is { Risk.Review: not null } ? found
            : throw new InputException("payment_id", "no such payment, or it was never under review", StatusCodes.Status404NotFound);
    }

    private IResult Answer(ApiCall call, Order order) => call.Answer(ReviewView.Of(order, chains), ApiJson.Relaxed.EnvelopeReviewView);

    /// <summary>The refusal of a decision; null where it counts.</summary>
    internal static InputException? RefusalOf(ReviewOutcome outcome, Order order) => outcome switch
    {
        ReviewOutcome.Done or ReviewOutcome.AlreadyDone => null,
        ReviewOutcome.NotFound or ReviewOutcome.NotReviewed =>
            new("payment_id", "no such payment, or it was never under review", StatusCodes.Status404NotFound),
        ReviewOutcome.DecidedOtherwise => new("payment_id", $"was {ReviewView.WordOf(order)} before", StatusCodes.Status409Conflict),
        ReviewOutcome.OperatorsOnly =>
            new("payment_id", "a rule of the installation holds it: only its operator may approve", StatusCodes.Status403Forbidden),
        ReviewOutcome.Over => new("payment_id", $"is {ApiStatus.Of(order)} and stays so", StatusCodes.Status409Conflict),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
