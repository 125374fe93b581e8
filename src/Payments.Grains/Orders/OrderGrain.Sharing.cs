using Payments.Contracts.Audit;
using Payments.Contracts.Sharing;
using Payments.Domain.Charges;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Sharing;
using Payments.Grains.Persistence;
using Payments.Providers.Common;

namespace Payments.Grains.Orders;

public sealed partial class OrderGrain
{
    /// <summary>Looks after the sharing of all charges for which that is due.</summary>
    private async Task<Order> AdvanceDueSharesAsync(Order order)
    {
        foreach (var charge in OrderRules.ChargesToShare(order, Now).ToArray()) await AdvanceSharingAsync(charge.Reference);
        return stored.State.Value!;
    }

    /// <summary>
    /// Does what is next about the sharing of a charge: it is decided and stored, then the provider is asked for the shares, and the rest
    /// is released once each of them ended. Each step is written by itself, so that a crash repeats one that repeats harmlessly.
    /// </summary>
    private async Task AdvanceSharingAsync(string reference)
    {
        if (charges.ShareTermsOf(ChargeAt(reference).Provider, ChargeAt(reference).Account) is not { } terms)
        {
            var order = stored.State.Value!;
            await SaveAsync(OrderRules.SharingAsked(order, reference, "there is no such provider in this version", Now));
            return;
        }
        if (ChargeAt(reference).Sharing is { Stage: SharingStage.Waiting }) await PlanSharesAsync(ChargeAt(reference), terms);
        if (ChargeAt(reference).Sharing is { Stage: SharingStage.Sharing }) await AskSharesAsync(ChargeAt(reference));
        if (ChargeAt(reference).Sharing is { Stage: SharingStage.Releasing }) await ReleaseSharesAsync(ChargeAt(reference));
    }

    private async Task PlanSharesAsync(Charge charge, ShareTerms terms)
    {
        var order = stored.State.Value!;
        if ((await merchants.FindAsync(order.Merchant))?.Merchant is not { } merchant)
        {
            await SaveAsync(OrderRules.SharingAsked(order, charge.Reference, "the merchant is not known", Now));
            return;
        }
        var rules = charges.ShareRulesOf(merchant, charge.Provider, charge.Account);
        await CommitSharesAsync(order, OrderRules.PlanShares(order, charge.Reference, rules, terms, Now), charge.Reference);
    }

    private async Task AskSharesAsync(Charge charge)
    {
        var order = stored.State.Value!;
        var answer = await charges.ShareAsync(order, charge);
        var next = answer switch
        {
            { Outcome: ProviderOutcome.Done, State: not null } =>
                OrderRules.ApplyShares(order, charge.Reference, ProviderAnswers.NewsOf(answer), Now),
            { Outcome: ProviderOutcome.Refused or ProviderOutcome.NotFound } =>
                OrderRules.SharesRefused(order, charge.Reference, answer.Reason, Now),
            _ => OrderRules.SharingAsked(order, charge.Reference, answer.Reason, Now),
        };
        await CommitSharesAsync(order, next, charge.Reference);
    }

    /// <summary>A rest that the provider does not release is the merchant's when its time is over, so a refusal ends the sharing.</summary>
    private async Task ReleaseSharesAsync(Charge charge)
    {
        var order = stored.State.Value!;
        var answer = await charges.ReleaseAsync(order, charge);
        var next = answer.Outcome == ProviderOutcome.Unknown
            ? OrderRules.SharingAsked(order, charge.Reference, answer.Reason, Now)
            : OrderRules.SharingOver(order, charge.Reference, answer.Reason, Now);
        await CommitSharesAsync(order, next, charge.Reference);
    }

    /// <summary>Has receivers give their shares back before a refund; it goes on or fails once that is known.</summary>
    private async Task ReturnSharesAsync(Order order, Refund refund)
    {
        if (charges.ShareTermsOf(refund.Provider) is not { } terms)
        {
            var waiting = RefundRules.Asked(refund, "there is no such provider in this version", Now);
            await CommitRefundAsync(order, OrderRules.WithRefund(order, waiting, Now), waiting, "its shares cannot be given back yet");
            return;
        }
        if (refund.Shares == RefundShares.Due)
        {
            var planned = OrderRules.PlanReturns(order, refund, terms, Now);
            await CommitReturnsAsync(order, planned, refund.Number, "what is given back is decided");
            refund = RefundAt(refund.Number);
        }
        if (refund.Shares != RefundShares.Asked) return;
        foreach (var back in OrderRules.ReturnsOf(stored.State.Value!, refund).Where(back => back.IsOpen).ToArray())
            await AskReturnAsync(stored.State.Value!, back);
        order = stored.State.Value!;
        await CommitReturnsAsync(order, OrderRules.AfterReturns(order, refund, Now), refund.Number, "shares are given back first");
    }

    /// <inheritdoc />
    public async Task<ReturnDecision> DecideReturnAsync(DecideReturn command)
    {
        if (await FindAsync() is not { } order) return ReturnDecision.NotFound;
        var end = command.IsReturned ? ShareStatus.Succeeded : ShareStatus.Failed;
        var (outcome, next) = OrderRules.DecideReturn(order, command.Number, end, command.Reason, Now);
        if (outcome != ReturnDecision.Done) return outcome;

        var back = OrderRules.FindReturn(next, command.Number)!;
        var audited = Audited(order, next, "share-return-decided", command.Reason, Decided(back));
        await CommitReturnsAsync(order, audited, back.Refund, $"return {back.Number} {back.Status} {back.Word}");
        LogReturnDecided(logger, order.Id, back.Number, back.Status, AuditContext.Actor.Name, command.Reason);
        await AdvanceRefundAsync(back.Refund);
        await HandOverAsync();
        return outcome;
    }

    private async Task AskReturnAsync(Order order, ReturnedShare back)
    {
        var answer = await charges.ReturnAsync(order, back);
        var news = answer switch
        {
            { Outcome: ProviderOutcome.Done, State: not null } => ProviderAnswers.NewsOf(answer),
            { Outcome: ProviderOutcome.Refused or ProviderOutcome.NotFound } => new ShareNews(ShareStatus.Failed, null, answer.Reason),
            _ => new ShareNews(back.Status, null, answer.Reason),
        };
        var next = OrderRules.ApplyReturn(order, back.Number, news, Now);
        if (ReferenceEquals(next, order)) return;
        var kind = news.Status == ShareStatus.Failed ? PaymentLogKind.Error : PaymentLogKind.Request;
        var what = $"return {back.Number} of {PlainDecimal.Format(back.Amount)} {back.Currency}";
        var line = $"{what}: {answer.Outcome}, {news.Status} {news.Word}";
        await SaveAsync(OrderRules.Logged(next, back.Charge, kind, line, Now));
    }

    private Task CommitReturnsAsync(Order before, Order next, int refund, string what) =>
        CommitRefundAsync(before, next, OrderRules.FindRefund(next, refund)!, what);

    /// <summary>Writes what became of a charge's sharing, with a line about the shares that changed in the log of its payments.</summary>
    private async Task CommitSharesAsync(Order before, Order next, string reference)
    {
        if (ReferenceEquals(next, before)) return;
        Share[] changed =
        [
            .. OrderRules.SharesOf(next, reference).Where(share => OrderRules.FindShare(before, share.Number) is not { } known ||
                known.Status != share.Status || known.Word != share.Word),
        ];
        var isError = changed.Any(share => share.Status == ShareStatus.Failed);
        var told = changed.Length == 0
            ? next
            : OrderRules.Logged(next, reference, isError ? PaymentLogKind.Error : PaymentLogKind.Request, LineOf(changed), Now);
        await SaveAsync(told);
        charges.NoteShares(before, next);
        foreach (var share in changed) LogShare(logger, next.Id, share.Number, share.Provider, share.Status, share.Word);
        await HandOverAsync();
    }

    /// <summary>One line for all: an order's row keeps few of them.</summary>
    private static string LineOf(IEnumerable<Share> shares) => "shares: " + string.Join("; ", shares.Select(share =>
        $"{share.Number} of {PlainDecimal.Format(share.Amount)} {share.Currency} {share.Status} {share.Word}".TrimEnd()));

    private Charge ChargeAt(string reference) => stored.State.Value!.Charges.First(charge => charge.Reference == reference);
}
