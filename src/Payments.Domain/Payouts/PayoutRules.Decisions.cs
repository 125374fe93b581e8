using Orleans;
using Payments.Domain.Orders;
using Payments.Domain.Risk;

namespace Payments.Domain.Payouts;

/// <summary>What people decide of payouts: to withdraw one, to say what became of one, to let one go that a rule holds.</summary>
public static partial class PayoutRules
{
    /// <summary>Withdraws a payout that the provider has not heard of.</summary>
    public static (PayoutChange Outcome, PayoutBook Book) Cancel(PayoutBook book, int number, string reason, DateTimeOffset now)
    {
        if (Find(book, number) is not { } payout) return (PayoutChange.NotFound, book);
        if (payout.CancelledAt is not null) return (PayoutChange.AlreadyDone, book);
        if (payout.IsOver) return (PayoutChange.Over, book);
        if (payout.SentAt is not null) return (PayoutChange.Sent, book);
        var ended = Ended(payout, PayoutStatus.Failed, $"withdrawn: {reason}", now) with
        {
            CancelledAt = now,
            // Nobody has anything to decide any more; what the rules said stays.
            Risk = payout.Risk is { } risk ? risk with { Review = null, OpenSince = null } : null,
        };
        return (PayoutChange.Done, With(book, number, _ => ended));
    }

    /// <summary>
    /// Says what became of a payout of which the provider did not say it, or has the provider asked again. Only of one that is
    /// <see cref="PayoutStanding.Unknown"/>: while the provider is asked, the provider says it.
    /// </summary>
    /// <param name="book">The merchant's payouts.</param>
    /// <param name="number">The payout.</param>
    /// <param name="end"><see cref="PayoutStatus.Succeeded"/> or <see cref="PayoutStatus.Failed"/>; null to ask again.</param>
    /// <param name="transaction">The transaction that sent it; null where none is known.</param>
    /// <param name="reason">How the person knows.</param>
    /// <param name="now">The present.</param>
    public static (PayoutChange Outcome, PayoutBook Book) Resolve(
        PayoutBook book, int number, PayoutStatus? end, string? transaction, string reason, DateTimeOffset now)
    {
        if (Find(book, number) is not { } payout) return (PayoutChange.NotFound, book);
        if (payout.IsOver) return (end == payout.Status ? PayoutChange.AlreadyDone : PayoutChange.Over, book);
        if (payout.DoubtSince is null) return (PayoutChange.NotUnknown, book);
        var next = end is { } status
            ? Ended(payout, status, $"said by a person: {reason}", now) with { Transaction = transaction ?? payout.Transaction }
            : payout with { DoubtSince = null, AskingSince = now, AskAt = now, Asked = 0 };
        return (PayoutChange.Done, With(book, number, _ => next));
    }

    /// <summary>A payout with what the rules said of it. Under review it is not sent.</summary>
    /// <param name="payout">A payout that is asked for; no rule blocks it.</param>
    /// <param name="verdict">What the rules said.</param>
    /// <param name="now">The present.</param>
    public static Payout Judged(Payout payout, RiskVerdict verdict, DateTimeOffset now)
    {
        if (verdict.Reason is null || verdict is { Outcome: RiskOutcome.Allow, Exempted: null }) return payout;
        var isHeld = verdict.Outcome is not RiskOutcome.Allow;
        var decision = RiskDecision.Of(verdict, verdict.Outcome, RiskStage.Payout, now) with { Number = 1 };
        return payout with
        {
            AskAt = isHeld ? null : payout.AskAt,
            Risk = new OrderRisk
            {
                Review = isHeld ? ReviewState.Open : null,
                OpenSince = isHeld ? now : null,
                ByInstallation = verdict.Reason.IsInstallation,
                Decisions = [decision],
            },
        };
    }

    /// <summary>Lets a payout go that a rule holds, or ends it.</summary>
    /// <param name="book">The merchant's payouts.</param>
    /// <param name="number">The payout.</param>
    /// <param name="isApproved">Whether it is sent.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isOperator">Whether an operator decides; what a rule of the installation holds, operators alone approve.</param>
    /// <param name="now">The present.</param>
    public static (PayoutChange Outcome, PayoutBook Book) Review(
        PayoutBook book, int number, bool isApproved, string reason, bool isOperator, DateTimeOffset now)
    {
        if (Find(book, number) is not { } payout) return (PayoutChange.NotFound, book);
        if (payout.Risk is not { Review: { } review } risk) return (payout.IsOver ? PayoutChange.Over : PayoutChange.NotReviewed, book);
        var wish = isApproved ? ReviewState.Approved : ReviewState.Refused;
        if (review != ReviewState.Open) return (review == wish ? PayoutChange.AlreadyDone : PayoutChange.Over, book);
        if (payout.IsOver) return (PayoutChange.Over, book);
        if (isApproved && risk.ByInstallation && !isOperator) return (PayoutChange.OperatorsOnly, book);
        var decision = new RiskDecision
        {
            Number = risk.Decisions[^1].Number + 1,
            At = now,
            Stage = RiskStage.Review,
            Outcome = isApproved ? RiskOutcome.Allow : RiskOutcome.Block,
            IsInstallation = isOperator,
            Text = reason,
        };
        var decided = payout with { Risk = risk with { Review = wish, OpenSince = null, Decisions = [.. risk.Decisions, decision] } };
        return (PayoutChange.Done, With(book, number, _ => isApproved
            // A limit of time begins with the decision: nobody could send it before.
            ? decided with { AskAt = now, AskingSince = now }
            : Ended(decided, PayoutStatus.Failed, $"refused in review: {reason}", now)));
    }
}

/// <summary>What a person's decision about a payout came to.</summary>
[GenerateSerializer, Alias("payout-change")]
public enum PayoutChange
{
    /// <summary>Done now.</summary>
    Done,

    /// <summary>The same was done before.</summary>
    AlreadyDone,

    /// <summary>No such payout, or it ended more than a day ago.</summary>
    NotFound,

    /// <summary>The provider may have heard of it: it is withdrawn no more.</summary>
    Sent,

    /// <summary>It is over, or was decided otherwise.</summary>
    Over,

    /// <summary>The provider is still asked what became of it.</summary>
    NotUnknown,

    /// <summary>No rule holds it, nor ever did.</summary>
    NotReviewed,

    /// <summary>A rule of the installation holds it: only an operator may approve.</summary>
    OperatorsOnly,
}
