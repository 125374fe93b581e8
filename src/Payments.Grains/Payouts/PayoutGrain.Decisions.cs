using Payments.Contracts.Audit;
using Payments.Contracts.Payouts;
using Payments.Domain.Audit;
using Payments.Domain.Money;
using Payments.Domain.Payouts;
using Payments.Domain.Risk;
using Payments.Grains.Risk;

namespace Payments.Grains.Payouts;

/// <summary>What rules and people decide of payouts. A person's is written with the book into its chain of the audit log.</summary>
public sealed partial class PayoutGrain
{
    /// <inheritdoc />
    public Task<PayoutChanged> CancelAsync(int number, string reason) => DecideAsync(
        number, "payout-withdrawn", reason, (book, now) => PayoutRules.Cancel(book, number, reason, now));

    /// <inheritdoc />
    public Task<PayoutChanged> ResolveAsync(ResolvePayout command) => DecideAsync(
        command.Number, "payout-resolved", command.Reason, (book, now) =>
            PayoutRules.Resolve(book, command.Number, command.End, command.Transaction, command.Reason, now));

    /// <inheritdoc />
    public async Task<PayoutChanged> ReviewAsync(int number, bool isApproved, string reason, bool isOperator)
    {
        var changed = await DecideAsync(number, isApproved ? "payout-approved" : "payout-refused", reason, (book, now) =>
            PayoutRules.Review(book, number, isApproved, reason, isOperator, now));
        if (changed.Outcome == PayoutChange.Done)
            risks.Metrics.Decided(RiskStage.Review, isApproved ? RiskOutcome.Allow : RiskOutcome.Block);
        return changed;
    }

    private async Task<PayoutChanged> DecideAsync(
        int number, string what, string reason, Func<PayoutBook, DateTimeOffset, (PayoutChange Outcome, PayoutBook Book)> decide)
    {
        var outcome = PayoutChange.NotFound;
        await ChangeAsync(book =>
        {
            if (book is null) return null;
            (outcome, var next) = decide(book, time.GetUtcNow());
            if (outcome != PayoutChange.Done) return book;
            var (before, after) = (PayoutRules.Find(book, number)!, PayoutRules.Find(next, number)!);
            return Audited(book, next, what, Changes(before, after), reason);
        });
        var payout = committed is null ? null : PayoutRules.Find(committed, number);
        if (outcome == PayoutChange.Done) LogDecided(logger, ReferenceOf(payout!), payout!.Standing, AuditContext.Actor.Name, reason);
        else if (committed is null) DeactivateOnIdle();
        return new PayoutChanged(outcome, payout);
    }

    private PayoutBook Audited(PayoutBook before, PayoutBook next, string what, AuditChange[] changes, string? reason = null)
    {
        var chain = PayoutReference.GrainKeyOf(before.Merchant);
        return next with { Audit = AuditChain.Append(before.Audit, chain, AuditContext.Actor, what, reason, changes, time.GetUtcNow()) };
    }

    private static AuditChange[] Asked(Payout payout)
    {
        var wish = payout.Wish;
        (string Field, string? Value)[] facts =
        [
            ("id", payout.Id),
            ("number", FormattableString.Invariant($"{payout.Number}")),
            ("amount", $"{PlainDecimal.Format(wish.Amount)} {wish.Coin}"),
            ("network", wish.Network),
            ("address", wish.Address),
            ("memo", wish.Memo),
            ("feeIncluded", wish.IsFeeIncluded ? "true" : null),
        ];
        return [.. facts.Where(fact => fact.Value is not null).Select(fact => new AuditChange(fact.Field, null, fact.Value))];
    }

    private static AuditChange[] Changes(Payout before, Payout after)
    {
        AuditChange[] known =
        [
            new(Field(after, "status"), PayoutRules.Word(before.Standing), PayoutRules.Word(after.Standing)),
            new(Field(after, "transaction"), before.Transaction, after.Transaction),
        ];
        return [.. known.Where(change => change.Before != change.After)];
    }

    private static string Field(Payout payout, string name) => $"payouts[{payout.Id}].{name}";

    /// <summary>Judges a payout that is asked for by the installation's rules and the merchant's own.</summary>
    private async Task<Judgement> JudgeAsync(RequestPayout command)
    {
        var common = await risks.InstallationAsync();
        var own = (await merchants.FindAsync(command.Merchant))?.Merchant.Risk;
        var wish = command.Wish;
        return await risks.JudgeAsync(RiskStage.Payout, common, own, new RiskFacts
        {
            Merchant = command.Merchant.Value,
            Currency = wish.Coin,
            Money = wish.Amount,
            // Letters of mixed case that are no checksum name the same address all the same.
            Receiver = chains.CanonicalOf(wish.Address) ?? chains.CanonicalOf(wish.Address.ToLowerInvariant()) ?? wish.Address,
        });
    }

    /// <summary>Puts on record that a rule refused a payout, and answers so; null where none did.</summary>
    private async Task<PayoutResult?> DeclinedAsync(RequestPayout command, Judgement judged)
    {
        if (judged.Verdict.Outcome != RiskOutcome.Block) return null;
        await risks.WithdrawAsync(judged);
        var decision = RiskDecision.Of(judged.Verdict, RiskOutcome.Block, RiskStage.Payout, time.GetUtcNow());
        var place = PayoutReference.PlaceOf(command.Merchant, command.Id);
        await risks.Decisions.RefusedAsync(command.Merchant, place, command.Id, decision);
        risks.Metrics.Decided(RiskStage.Payout, RiskOutcome.Block);
        LogDeclined(logger, command.Merchant, command.Id, decision.RuleName!);
        return new PayoutResult { Outcome = PayoutOutcome.Declined, Detail = $"was declined by the rule {decision.RuleName}" };
    }
}
