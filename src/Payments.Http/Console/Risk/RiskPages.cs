using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Contracts;
using Payments.Contracts.Orders;
using Payments.Contracts.Payouts;
using Payments.Domain.Orders;
using Payments.Domain.Payouts;
using Payments.Domain.People;
using Payments.Domain.Risk;
using Payments.Domain.Secrets;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Orders;
using Payments.Http.Console.Payouts;
using Payments.Http.Console.Shell;
using Payments.Http.Merchants;
using Payments.Http.Payouts;
using Payments.Http.Risk;
using Payments.Storage.Queries;
using Payments.Storage.Risk;

namespace Payments.Http.Console.Risk;

/// <summary>A shop's risk control: orders that wait for a decision, rules, lists, trials, by the rules and fields of the API.</summary>
internal sealed class RiskPages(
    ReviewQueue queue, PayoutQueries payouts, PayoutDecisions payoutDecisions, RiskDecisions decisions, RiskTrials trials,
    ConsoleProof proof, IRandomBytes random, TimeProvider time)
{
    /// <summary>The section's path below the shop's.</summary>
    public const string Path = "/risk";

    private const string RulePath = Path + "/rules/{rule}";
    private const int PageSize = 25;

    public void Map(ConsoleRoutes routes)
    {
        routes.MapShop("GET", Path, ShopAction.Look, call => ShowAsync(call));
        routes.MapShop("GET", Path + "/decisions/export", ShopAction.Export, call => Task.FromResult<IResult>(
            new CsvExport<RiskDecisionRow, RiskDecisionView>("decisions", RiskCsv.Decisions,
                decisions.AllAsync(call.Shop.Id, null, call.Http.RequestAborted), RiskDecisionView.Of)));
        routes.MapShop("POST", Path + "/reviews/{order}/approve", ShopAction.Decide,
            call => DecideAsync(call, (order, reason) => order.ApproveAsync(reason, isOperator: false)));
        routes.MapShop("POST", Path + "/reviews/{order}/refuse", ShopAction.Decide,
            call => DecideAsync(call, (order, reason) => order.RefuseReviewedAsync(reason, isOperator: false)));
        routes.MapShop("POST", Path + "/payouts/{payout}/approve", ShopAction.Decide, call => DecidePayoutAsync(call, isApproved: true));
        routes.MapShop("POST", Path + "/payouts/{payout}/refuse", ShopAction.Decide, call => DecidePayoutAsync(call, isApproved: false));
        routes.MapShop("POST", Path + "/rules", ShopAction.Decide, AddAsync);
        routes.MapShop("POST", RulePath + "/state", ShopAction.Decide, TurnAsync);
        routes.MapShop("POST", RulePath + "/remove", ShopAction.Decide, call =>
            ChangeAsync(call, _ => new RiskChange { RemovedRule = Found(call).Id }));
        // A trial reads up to a hundred thousand orders.
        routes.MapShop("GET", RulePath + "/try", ShopAction.Decide, TryAsync);
    }

    private async Task<IResult> ShowAsync(
        ConsoleCall call, string? wrong = null, int status = StatusCodes.Status200OK, (RiskRule Rule, RiskTrialView View)? trial = null)
    {
        var place = default(PageKey?);
        try
        {
            place = ApiRules.After(call.Query("after"));
        }
        catch (InputException refusal)
        {
            (wrong, status) = (refusal.Message, StatusCodes.Status400BadRequest);
        }
        return call.Page<RiskPage>(new()
        {
            [nameof(RiskPage.Waiting)] = await queue.PageAsync(call.Shop.Id, place, PageSize),
            [nameof(RiskPage.Payouts)] =
                (await payouts.ReviewsAsync(call.Shop.Id, null, PageSize)).Items.Select(item => item.Payout).ToArray(),
            [nameof(RiskPage.Book)] = call.Shop.Risk ?? new RiskBook(),
            [nameof(RiskPage.Typed)] = call.Form is { } form
                ? RiskRuleRequest.Fields.ToDictionary(name => name, name => form[name])
                : new Dictionary<string, string>(),
            [nameof(RiskPage.Tried)] = trial?.Rule,
            [nameof(RiskPage.Trial)] = trial?.View,
            [nameof(RiskPage.Wrong)] = wrong,
        }, status);
    }

    /// <summary>With the reason goes who decides, so that the order's history says it.</summary>
    private async Task<IResult> DecideAsync(ConsoleCall call, Func<IOrderGrain, string, Task<ReviewOutcome>> decide)
    {
        var order = await call.OrderAsync();
        try
        {
            var reason = OrderPages.SignedReason(call);
            if (await proof.WhyNotAsync(call) is { } wrong) return await ShowAsync(call, wrong, StatusCodes.Status400BadRequest);
            var grain = call.Grains.Find<IOrderGrain>(order.Id.GrainKey);
            var outcome = await decide(grain, reason);
            if (ReviewEndpoints.RefusalOf(outcome, (await grain.GetAsync())!) is { } refused) throw refused;
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, refusal.Message, refusal.Status);
        }
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.ReviewDecided);
    }

    /// <summary>With the reason goes who decides, as for orders.</summary>
    private async Task<IResult> DecidePayoutAsync(ConsoleCall call, bool isApproved) =>
        await payoutDecisions.WhyNotAsync(call,
            (grain, number, reason) => grain.ReviewAsync(number, isApproved, reason, isOperator: false)) is var (words, status)
            ? await ShowAsync(call, words, status)
            : ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.ReviewDecided);

    private Task<IResult> AddAsync(ConsoleCall call) => ChangeAsync(call, now => new RiskChange
    {
        Rule = RiskRuleRequest.Read(call.Form.Body(RiskRuleRequest.Fields, []), null, RiskRuleEndpoints.NewId(random), now),
    });

    private Task<IResult> TurnAsync(ConsoleCall call) => ChangeAsync(call, now => new RiskChange
    {
        Rule = Found(call) with { State = RiskRuleRequest.Word<RiskRuleState>(call.Form.Required("state"), "state"), UpdatedAt = now },
        IsKnown = true,
    });

    private async Task<IResult> ChangeAsync(ConsoleCall call, Func<DateTimeOffset, RiskChange> change)
    {
        try
        {
            var asked = change(time.GetUtcNow());
            if (await proof.WhyNotAsync(call) is { } wrong) return await ShowAsync(call, wrong, StatusCodes.Status400BadRequest);
            if (RiskScope.RefusalOf((await call.Merchant.ChangeRiskAsync(asked)).Outcome) is { } refused) throw refused;
        }
        catch (InputException refusal)
        {
            return await ShowAsync(call, refusal.Message, refusal.Status);
        }
        return ConsoleCall.Go(call.PathOf(Path), ConsoleNotice.RulesChanged);
    }

    private async Task<IResult> TryAsync(ConsoleCall call)
    {
        var rule = Found(call);
        if (RiskTrials.WhyNot(rule) is { } refusal) return await ShowAsync(call, refusal.Message, refusal.Status);
        var trial = await trials.RunAsync(call.Shop.Risk!, rule, call.Shop.Id, RiskTrials.UsualDays, call.Http.RequestAborted);
        return await ShowAsync(call, trial: (rule, trial));
    }

    private static RiskRule Found(ConsoleCall call) => call.Shop.Risk?.FindRule(call.Route("rule"))
        ?? throw new InputException("rule_id", "no such rule", StatusCodes.Status404NotFound);
}
