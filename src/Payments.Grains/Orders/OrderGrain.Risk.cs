using System.Net;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Domain.Transfers;
using Payments.Grains.Risk;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <summary>What a caller hears of an order that a rule refuses: nothing of the rule.</summary>
    private const string Declined = "this order was declined";

    /// <inheritdoc />
    public Task<ReviewOutcome> ApproveAsync(string reason, bool isOperator) =>
        ReviewAsync(order => OrderRules.Approve(order, reason, isOperator, Now), RiskOutcome.Allow, "approved", reason);

    /// <inheritdoc />
    public Task<ReviewOutcome> RefuseReviewedAsync(string reason, bool isOperator) =>
        ReviewAsync(order => OrderRules.RefuseReviewed(order, reason, isOperator, Now), RiskOutcome.Block, "refused", reason);

    private async Task<ReviewOutcome> ReviewAsync(
        Func<Order, (ReviewOutcome Outcome, Order Order)> decide, RiskOutcome meaning, string what, string reason)
    {
        if (await FindAsync() is not { } order) return ReviewOutcome.NotFound;
        var (outcome, next) = decide(order);
        if (outcome != ReviewOutcome.Done) return outcome;
        await SaveAsync(Audited(order, next, what, reason));
        risks.Metrics.Decided(RiskStage.Review, meaning);
        LogNews(order, next);
        await HandOverAsync();
        return outcome;
    }

    /// <summary>Judges a request for an order; null where neither its merchant nor the installation has rules.</summary>
    private async ValueTask<CreationJudgement?> JudgeAsync(Merchant merchant, CreateOrder command, string currency, Wallet? wallet)
    {
        var common = await risks.InstallationAsync();
        if (common is null or { Rules.Count: 0 } && merchant.Risk is null or { Rules.Count: 0 }) return null;
        _ = IPAddress.TryParse(command.Network, out var network);
        var facts = new RiskFacts
        {
            Merchant = merchant.Id.Value,
            Currency = currency,
            Money = command.Money,
            Payer = command.Terms.User ?? command.Terms.Customer,
            Network = network,
            Country = risks.CountryOf(network),
            Coin = wallet?.Token,
            Chain = wallet?.Chain.Value,
            Email = command.Payer?.Email,
        };
        return new CreationJudgement(facts, await risks.JudgeAsync(RiskStage.Creation, common, merchant.Risk, facts));
    }

    /// <summary>Puts on record that a rule refused an order, and answers so; null where none did.</summary>
    private async Task<CreateOrderResult?> DeclineAsync(CreationJudgement? judged, CreateOrder command, Order? known)
    {
        if (judged is not { Judgement: { Verdict: { Outcome: RiskOutcome.Block } verdict } judgement }) return null;
        await risks.WithdrawAsync(judgement);
        // The number may be that of an order that is there, which is returned whatever the rules say by now: it is read first.
        if (stored.State.IsUnread) return Result(CreateOutcome.Declined, known, Declined);
        var id = OrderId.FromGrainKey(this.GetPrimaryKeyString());
        var decision = RiskDecision.Of(verdict, RiskOutcome.Block, RiskStage.Creation, Now);
        await risks.Decisions.RefusedAsync(command.Merchant, id, command.Number, decision);
        risks.Metrics.Decided(RiskStage.Creation, RiskOutcome.Block);
        LogDeclined(logger, id, command.Merchant, command.Number, decision.RuleName!);
        return Result(CreateOutcome.Declined, known, Declined);
    }

    /// <summary>With what was judged of an order that is opened.</summary>
    private Order WithJudgement(Order order, CreationJudgement? judged)
    {
        if (judged is not { Facts: var facts, Judgement.Verdict: var verdict }) return order;
        var kept = (order.Risk ?? new OrderRisk()) with { Network = facts.Network?.ToString(), Country = facts.Country };
        return JudgedAt(order with { Risk = kept }, verdict, RiskStage.Creation);
    }

    /// <summary>Judges the coin that a payer turns to. A refusal leaves the order as it is.</summary>
    /// <returns>The refusal, or null; the order with what was judged; and what was counted, which is withdrawn where the coin is not
    /// turned to.</returns>
    private async ValueTask<(CreateOrderResult? Refusal, Order Order, Judgement Judgement)> JudgeCoinAsync(
        Order order, Merchant merchant, Wallet wallet)
    {
        if (order.Risk is null) return (null, order, Judgement.Passed);
        var facts = OrderRules.FactsOf(order) with { Coin = wallet.Token, Chain = wallet.Chain.Value };
        var judgement = await risks.JudgeAsync(RiskStage.Coin, await risks.InstallationAsync(), merchant.Risk, facts);
        if (judgement.Verdict.Outcome != RiskOutcome.Block) return (null, JudgedAt(order, judgement.Verdict, RiskStage.Coin), judgement);
        await risks.WithdrawAsync(judgement);
        var decision = RiskDecision.Of(judgement.Verdict, RiskOutcome.Block, RiskStage.Coin, Now);
        await risks.Decisions.RefusedAsync(order.Merchant, order.Id, order.Number, decision);
        risks.Metrics.Decided(RiskStage.Coin, RiskOutcome.Block);
        return (Result(CreateOutcome.Declined, order, Declined), order, Judgement.Passed);
    }

    /// <summary>Judges the sender of a payment that counts from now on. Its money has come, so nothing is blocked.</summary>
    private async ValueTask<Order> JudgeSenderAsync(Order order, Transfer transfer)
    {
        var common = await risks.InstallationAsync();
        var own = await OwnRulesAsync(order.Merchant);
        if (common is null or { Rules.Count: 0 } && own is null or { Rules.Count: 0 }) return order;
        var facts = OrderRules.FactsOf(order) with { Address = transfer.From, Coin = transfer.Token, Chain = transfer.Chain.Value };
        var judgement = await risks.JudgeAsync(RiskStage.Payment, common, own, facts);
        return JudgedAt(order, judgement.Verdict, RiskStage.Payment);
    }

    /// <summary>No payment waits for a merchant that cannot be read: then the installation's rules alone judge its sender.</summary>
    private async ValueTask<RiskBook?> OwnRulesAsync(MerchantId merchant)
    {
        try
        {
            return (await merchants.FindAsync(merchant))?.Merchant.Risk;
        }
        catch (Exception exception)
        {
            LogRulesUnread(logger, merchant, exception);
            return null;
        }
    }

    private Order JudgedAt(Order order, RiskVerdict verdict, RiskStage stage)
    {
        var next = OrderRules.Judged(order, verdict, stage, Now);
        if (!ReferenceEquals(next, order)) risks.Metrics.Decided(stage, next.Risk!.Decisions[^1].Outcome);
        return next;
    }

    /// <summary>What was known of an order that was asked for, and what the rules said.</summary>
    private sealed record CreationJudgement(RiskFacts Facts, Judgement Judgement);
}
