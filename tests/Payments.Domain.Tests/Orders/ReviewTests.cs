using Payments.Domain.Callbacks;
using Payments.Domain.Charges;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Domain.Tests.Charges;
using Payments.Domain.Tests.Risk;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Orders under review: paid as others are, completed by a person's word, told of with it.</summary>
public sealed class ReviewTests
{
    private const string Reason = "known customer";
    private static readonly DateTimeOffset Later = Start + TimeSpan.FromMinutes(5);

    private static readonly RiskVerdict Merchants = Verdict(RiskOutcome.Review, isInstallation: false);
    private static readonly RiskVerdict Installations = Verdict(RiskOutcome.Review, isInstallation: true);

    [Fact]
    public void What_is_paid_under_review_completes_with_the_approval_and_is_told_once()
    {
        var held = Paid(Held(Pending()));
        (held.Status, held.CompletedAt, held.Outbox.Count, PaymentStatus.Of(held)).Should()
            .Be((OrderStatus.Detected, null, 0, PaymentStatus.Pending));
        PaymentFacts.Of(held)!.Confirmed.Should().Be(1000, "what came is counted");
        OrderRules.Wake(held, null, Start + Expiry + Grace).Status.Should().Be(OrderStatus.Detected, "paid in full it does not expire");

        var (outcome, done) = OrderRules.Approve(held, Reason, isOperator: false, Later);
        (outcome, done.Status, done.CompletedAt, done.Outbox.Count, done.Deliveries).Should()
            .Be((ReviewOutcome.Done, OrderStatus.Completed, Later, 1, 1));
        (done.Manual, OrderRules.ReviewOf(done), done.Risk!.OpenSince).Should().Be((null, ReviewState.Approved, null));
        done.Risk.Decisions.Select(one => (one.Number, one.Stage, one.Outcome, one.Text)).Should().Equal(
            (1, RiskStage.Creation, RiskOutcome.Review, null), (2, RiskStage.Review, RiskOutcome.Allow, Reason));
        OrderRules.Approve(done, "again", isOperator: true, Later).Should().Be((ReviewOutcome.AlreadyDone, done));
        OrderRules.RefuseReviewed(done, "no", isOperator: true, Later).Should().Be((ReviewOutcome.DecidedOtherwise, done));
    }

    [Fact]
    public void An_approval_before_the_payment_leaves_the_order_to_the_payment()
    {
        var (_, approved) = OrderRules.Approve(Held(Pending()), Reason, isOperator: false, Later);
        approved.Status.Should().Be(OrderStatus.Pending);
        Paid(approved).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void A_refusal_gives_nothing_away_and_keeps_what_came_on_record()
    {
        var (outcome, refused) = OrderRules.RefuseReviewed(Paid(Held(Pending())), Reason, isOperator: false, Later);
        (outcome, refused.Status, refused.Transfers.Count, refused.CompletedAt).Should()
            .Be((ReviewOutcome.Done, OrderStatus.Closed, 1, null));
        (refused.Manual!.Decision, refused.CreditDue, OrderRules.ReviewOf(refused)).Should()
            .Be((ManualDecision.Refused, null, ReviewState.Refused));
        OrderRules.Approve(refused, Reason, isOperator: true, Later).Outcome.Should().Be(ReviewOutcome.DecidedOtherwise);
        OrderRules.Accept(refused, Pay(5, id: "t2"), assigned: false, Later).Outcome.Should().Be(AcceptOutcome.OrderClosed);
    }

    [Fact]
    public void What_the_installation_holds_its_operators_alone_approve()
    {
        var held = Held(Pending(), Installations);
        OrderRules.Approve(held, Reason, isOperator: false, Later).Should().Be((ReviewOutcome.OperatorsOnly, held));
        OrderRules.Approve(held, Reason, isOperator: true, Later).Outcome.Should().Be(ReviewOutcome.Done);
        OrderRules.RefuseReviewed(held, Reason, isOperator: false, Later).Outcome.Should().Be(ReviewOutcome.Done);
        var both = OrderRules.Judged(held, Merchants, RiskStage.Payment, Later);
        OrderRules.Approve(both, Reason, isOperator: false, Later).Outcome.Should().Be(ReviewOutcome.OperatorsOnly);
    }

    [Fact]
    public void No_other_way_leads_past_the_review()
    {
        var held = Paid(Held(Pending()));
        OrderRules.CompleteByHand(held, Reason, Later).Should().Be((ManualOutcome.UnderReview, held));
        var (outcome, refused) = OrderRules.Refuse(held, Reason, Later);
        (outcome, OrderRules.ReviewOf(refused)).Should().Be((ManualOutcome.Done, ReviewState.Refused));
        OrderRules.Approve(Pending(), Reason, isOperator: true, Later).Outcome.Should().Be(ReviewOutcome.NotReviewed);
    }

    [Fact]
    public void Unpaid_it_expires_as_usual_and_a_late_payment_is_held_again()
    {
        var expired = OrderRules.Wake(Held(Pending()), null, Start + Expiry);
        expired.Status.Should().Be(OrderStatus.Expired);
        var late = Paid(expired, Start + Expiry + TimeSpan.FromMinutes(1));
        (late.Status, OrderRules.ReviewOf(late)).Should().Be((OrderStatus.Detected, ReviewState.Open));
        OrderRules.Approve(late, Reason, isOperator: false, Later).Order.Status.Should().Be(OrderStatus.Completed);

        var (_, closed) = OrderRules.Close(Held(Pending()), null, Later);
        (closed.Status, OrderRules.ReviewOf(closed)).Should().Be((OrderStatus.Closed, null));
        OrderRules.Approve(closed, Reason, isOperator: true, Later).Outcome.Should().Be(ReviewOutcome.Over);
    }

    [Fact]
    public void A_payment_at_a_provider_is_held_and_completes_with_the_approval()
    {
        var order = OrderRules.WithCharge(Held(Pending()), ChargeSamples.At(ChargeState.Open), true, Start);
        var held = OrderRules.ApplyCharge(order, ChargeSamples.Provider, ChargeSamples.News(ChargeState.Paid), true, Later).Order;
        (held.Status, held.Charges[0].State).Should().Be((OrderStatus.Detected, ChargeState.Paid));
        OrderRules.Wake(held, null, Start + Expiry + Grace).Status.Should().Be(OrderStatus.Detected, "it is paid, and waits for a person");
        OrderRules.TakesCharges(held, Later).Should().BeFalse();
        OrderRules.Approve(held, Reason, isOperator: false, Later).Order.Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void A_sender_on_a_list_holds_the_order_before_it_completes_whatever_the_rule_says()
    {
        var seen = OrderRules.Accept(Pending(), Pay(1000), assigned: false, Later).Order;
        var judged = OrderRules.Judged(seen, Verdict(RiskOutcome.Block, isInstallation: true), RiskStage.Payment, Later);
        (OrderRules.ReviewOf(judged), judged.Risk!.Decisions[^1].Outcome).Should().Be((ReviewState.Open, RiskOutcome.Review));
        OrderRules.Confirm(judged, judged.Quote!.Chain, 99, Later).Status.Should().Be(OrderStatus.Detected);

        var completed = Paid(Pending());
        var after = OrderRules.Judged(completed, Merchants, RiskStage.Payment, Later);
        (after.Status, OrderRules.ReviewOf(after), after.Risk!.Decisions.Count).Should().Be((OrderStatus.Completed, null, 1));
    }

    [Fact]
    public void Of_what_comes_under_review_endpoints_hear_with_the_decision()
    {
        var (pending, held) = (Pending(), Held(Pending()));
        Names(null, held).Should().Equal(WebhookEvents.Created, WebhookEvents.RiskReview);
        Names(pending, held).Should().Equal(WebhookEvents.RiskReview);
        var part = OrderRules.Accept(held, Pay(400), assigned: false, Later).Order;
        Names(held, part).Should().BeEmpty();
        Names(part, OrderRules.Approve(part, Reason, isOperator: false, Later).Order).Should()
            .Equal(WebhookEvents.RiskDecided, WebhookEvents.Underpaid, WebhookEvents.Detected);
        var paid = Paid(held);
        Names(held, paid).Should().BeEmpty();
        Names(paid, OrderRules.Approve(paid, Reason, isOperator: false, Later).Order).Should()
            .Equal(WebhookEvents.RiskDecided, WebhookEvents.Completed);
        Names(paid, OrderRules.RefuseReviewed(paid, Reason, isOperator: false, Later).Order).Should()
            .Equal(WebhookEvents.RiskDecided, WebhookEvents.Failed);
        Names(held, OrderRules.Wake(held, null, Start + Expiry)).Should().Equal(WebhookEvents.Expired);
    }

    [Fact]
    public void An_allow_rule_is_on_record_only_where_it_exempted_the_order()
    {
        var rule = RiskSamples.Rule(RiskOutcome.Allow);
        var finding = new RiskFinding(rule, false, "x");
        var order = Pending();
        OrderRules.Judged(order, new RiskVerdict(RiskOutcome.Allow, finding), RiskStage.Creation, Later).Should().BeSameAs(order);
        var exempted = new RiskFinding(RiskSamples.Rule(RiskOutcome.Block, id: "q"), false, "y");
        var next = OrderRules.Judged(order, new RiskVerdict(RiskOutcome.Allow, finding, exempted), RiskStage.Creation, Later);
        (OrderRules.ReviewOf(next), next.Risk!.Decisions[0].Text).Should().Be((null, "instead of rule q"));
    }

    [Fact]
    public void The_row_keeps_the_newest_decisions()
    {
        var order = Pending();
        for (var i = 0; i < OrderRules.DecisionsKept + 3; i++) order = OrderRules.Judged(order, Merchants, RiskStage.Payment, Later);
        order.Risk!.Decisions.Select(one => one.Number).Should()
            .Equal(Enumerable.Range(4, OrderRules.DecisionsKept).Select(number => (long)number));
    }

    private static RiskVerdict Verdict(RiskOutcome outcome, bool isInstallation) =>
        new(outcome, new RiskFinding(RiskSamples.Rule(outcome), isInstallation, "100"));

    private static Order Held(Order order, RiskVerdict? verdict = null) =>
        OrderRules.Judged(order, verdict ?? Merchants, RiskStage.Creation, Start);

    private static Order Paid(Order order, DateTimeOffset? at = null)
    {
        var seen = OrderRules.Accept(order, Pay(1000, after: at - Start), assigned: false, at ?? Later).Order;
        return OrderRules.Confirm(seen, seen.Quote!.Chain, 99, at ?? Later);
    }

    private static IEnumerable<string> Names(Order? before, Order next) => PaymentEvents.Of(before, next).Select(news => news.Name);
}
