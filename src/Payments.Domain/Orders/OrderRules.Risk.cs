using System.Net;
using Payments.Domain.Charges;
using Payments.Domain.Risk;

namespace Payments.Domain.Orders;

/// <summary>
/// Orders under review: they are paid as others are, but none is completed before a person has approved it. What comes meanwhile is
/// counted, and its merchant hears of it with the decision.
/// </summary>
public static partial class OrderRules
{
    /// <summary>Decisions that an order's own row keeps.</summary>
    public const int DecisionsKept = 8;

    /// <summary>How an order's review stands; null where there is none, or where the order is over before it was decided.</summary>
    public static ReviewState? ReviewOf(Order order) => IsUnderReview(order) && !IsOpen(order) ? null : order.Risk?.Review;

    /// <summary>Whether an order waits for a person's decision.</summary>
    public static bool IsUnderReview(Order order) => order.Risk is { Review: ReviewState.Open };

    /// <summary>
    /// Puts on record what the rules said of an order, and opens its review where they say so. At a payment money has come, so that what
    /// would block opens a review as well. An order that is over is not reviewed any more.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="verdict">What the rules said.</param>
    /// <param name="stage">When it was judged.</param>
    /// <param name="now">The present.</param>
    /// <returns>The same instance where no rule took it.</returns>
    public static Order Judged(Order order, RiskVerdict verdict, RiskStage stage, DateTimeOffset now)
    {
        if (verdict.Reason is null || verdict is { Outcome: RiskOutcome.Allow, Exempted: null }) return order;
        var outcome = verdict.Outcome is RiskOutcome.Allow ? RiskOutcome.Allow : RiskOutcome.Review;
        var next = WithDecision(order, RiskDecision.Of(verdict, outcome, stage, now));
        if (outcome is RiskOutcome.Allow || !IsOpen(order)) return next;
        var risk = next.Risk! with
        {
            Review = ReviewState.Open,
            OpenSince = IsUnderReview(order) ? order.Risk!.OpenSince : now,
            ByInstallation = verdict.Reason.IsInstallation || (IsUnderReview(order) && order.Risk!.ByInstallation),
        };
        next = next with { Risk = risk };
        return IsUnderReview(order) ? next : Noted(next, now, "review-opened", verdict.Reason.Rule.Name);
    }

    /// <summary>Approves an order under review. One that is paid in full by now is completed.</summary>
    /// <param name="order">The order.</param>
    /// <param name="reason">Why; at most <see cref="ReasonLimit"/> characters.</param>
    /// <param name="isOperator">Whether an operator decides; otherwise the merchant.</param>
    /// <param name="now">The present.</param>
    public static (ReviewOutcome Outcome, Order Order) Approve(Order order, string reason, bool isOperator, DateTimeOffset now)
    {
        if (Undecidable(order, ReviewState.Approved) is { } refusal) return (refusal, order);
        if (order.Risk!.ByInstallation && !isOperator) return (ReviewOutcome.OperatorsOnly, order);
        var next = Noted(ReviewDecided(order, ReviewState.Approved, reason, isOperator, now), now, "review-approved", reason);
        return (ReviewOutcome.Done, Scheduled(IsPaidInFull(next) ? Completed(next, now) : next, now));
    }

    /// <summary>
    /// Refuses an order under review: it is closed as one that is refused by hand. Merchants may refuse whatever rule opened the review.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="reason">Why; at most <see cref="ReasonLimit"/> characters.</param>
    /// <param name="isOperator">Whether an operator decides; otherwise the merchant.</param>
    /// <param name="now">The present.</param>
    public static (ReviewOutcome Outcome, Order Order) RefuseReviewed(Order order, string reason, bool isOperator, DateTimeOffset now)
    {
        if (Undecidable(order, ReviewState.Refused) is { } refusal) return (refusal, order);
        var (outcome, next) = Refuse(ReviewDecided(order, ReviewState.Refused, reason, isOperator, now), reason, now);
        return outcome == ManualOutcome.Done ? (ReviewOutcome.Done, next) : (ReviewOutcome.Over, order);
    }

    /// <summary>What an order's own row says for the rules: all but its payments' senders and its payer's e-mail address.</summary>
    public static RiskFacts FactsOf(Order order)
    {
        _ = IPAddress.TryParse(order.Risk?.Network, out var network);
        return new RiskFacts
        {
            Merchant = order.Merchant.Value,
            Currency = order.Currency,
            Money = order.Money,
            Payer = order.Terms.User ?? order.Terms.Customer,
            Network = network,
            Country = order.Risk?.Country,
            Coin = order.Quote?.Token,
            Chain = order.Quote?.Chain.Value,
        };
    }

    private static ReviewOutcome? Undecidable(Order order, ReviewState wish)
    {
        if (order.ArchivedAt is not null) return ReviewOutcome.Over;
        if (order.Risk?.Review is not { } review) return ReviewOutcome.NotReviewed;
        if (review != ReviewState.Open) return review == wish ? ReviewOutcome.AlreadyDone : ReviewOutcome.DecidedOtherwise;
        return IsOpen(order) ? null : ReviewOutcome.Over;
    }

    private static Order ReviewDecided(Order order, ReviewState review, string reason, bool isOperator, DateTimeOffset now)
    {
        var decided = WithDecision(order, new RiskDecision
        {
            Number = 0,
            At = now,
            Stage = RiskStage.Review,
            Outcome = review == ReviewState.Approved ? RiskOutcome.Allow : RiskOutcome.Block,
            IsInstallation = isOperator,
            Text = reason,
        });
        return decided with { Risk = decided.Risk! with { Review = review, OpenSince = null } };
    }

    private static Order WithDecision(Order order, RiskDecision decision)
    {
        var risk = order.Risk ?? new OrderRisk();
        var number = risk.Decisions.Count == 0 ? 1 : risk.Decisions[^1].Number + 1;
        var kept = risk.Decisions.Skip(risk.Decisions.Count - DecisionsKept + 1);
        return order with { Risk = risk with { Decisions = [.. kept, decision with { Number = number }] } };
    }

    /// <summary>Completes an order that is paid in full, unless it waits for a person: then it stays as seen.</summary>
    private static Order CompletedUnlessHeld(Order order, DateTimeOffset now) => IsUnderReview(order)
        ? Noted(order with { Status = OrderStatus.Detected }, now, "held-for-review")
        : Completed(order, now);

    private static bool IsPaidInFull(Order order) =>
        IsOpen(order) && (PaymentFacts.Of(order) is { IsPaid: true } ||
            order.Charges.Any(charge => charge.State == ChargeState.Paid && Pays(charge, order)));
}
