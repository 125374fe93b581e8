using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Domain.Tests.Charges;
using static Payments.Domain.Tests.Orders.OrderSamples;
using static Payments.Domain.Tests.Refunds.RefundSamples;

namespace Payments.Domain.Tests.Refunds;

/// <summary>What may be refunded of an order, and what may not.</summary>
public sealed class RefundRequestTests
{
    [Theory]
    [InlineData(null, false, RefundOutcome.Created, "70")]
    [InlineData("70", false, RefundOutcome.Created, "70")]
    [InlineData("0.01", false, RefundOutcome.Created, "0.01")]
    [InlineData("70.01", false, RefundOutcome.TooMuch, null)]
    [InlineData("0.001", false, RefundOutcome.AmountWrong, null)]
    [InlineData(null, true, RefundOutcome.NothingLeft, null)]
    public void Of_a_payment_at_a_provider_at_most_what_was_paid_goes_back(
        string? amount, bool overpaid, RefundOutcome outcome, string? refunded)
    {
        var order = PaidAtProvider();
        var decision = Ask(order, Request(amount: amount, overpaid: overpaid));
        (decision.Outcome, decision.Refund?.AmountText).Should().Be((outcome, refunded));
        if (outcome != RefundOutcome.Created) decision.Order.Should().BeSameAs(order);
    }

    [Fact]
    public void A_refund_is_stored_before_its_provider_is_asked_and_keeps_one_number()
    {
        var order = Ask(PaidAtProvider(), Request(amount: "20")).Order;
        var refund = order.Refunds.Single();
        (refund.Number, refund.Status, refund.Kind, refund.Currency, refund.Amount)
            .Should().Be((1, RefundStatus.Requested, RefundKind.Provider, "CNY", 20m));
        (refund.Charge, refund.Provider, refund.AskAt, order.WakeAt).Should().Be((ChargeSamples.Reference(), "toy", Later, Later));
        refund.NotifyUrl.Should().Be($"https://pay.test/notify/toy/{order.Merchant.Value}");
        (order.Status, PaymentStatus.Of(order), order.History[^1].Event)
            .Should().Be((OrderStatus.Completed, "completed", "refund-requested"));
    }

    [Fact]
    public void The_same_id_is_the_same_refund_and_says_in_what_another_request_differs()
    {
        var order = Ask(PaidAtProvider(), Request(amount: "20")).Order;
        var again = Ask(order, Request(amount: "20"));
        (again.Outcome, again.Order, again.Refund).Should().Be((RefundOutcome.Existing, order, order.Refunds[0]));
        var other = Ask(order, Request(amount: "21", overpaid: true, destination: "x"));
        (other.Outcome, other.Detail)
            .Should().Be((RefundOutcome.Conflict, "is taken by a refund that differs in amount, overpaid_only, destination"));
    }

    [Fact]
    public void Parts_together_are_never_more_than_was_paid_and_what_failed_is_free_again()
    {
        var order = Ask(PaidAtProvider(), Request("r-1", "50")).Order;
        Ask(order, Request("r-2", "20.01")).Detail.Should().Be("at most 20 CNY is left");
        order = Ask(order, Request("r-2")).Order;
        order.Refunds[1].AmountText.Should().Be("20", "all that is left");
        Ask(order, Request("r-3")).Outcome.Should().Be(RefundOutcome.NothingLeft);

        order = OrderRules.ApplyRefund(order, "toy", News(RefundStatus.Failed), Later).Order;
        Ask(order, Request("r-3", "50.01")).Outcome.Should().Be(RefundOutcome.TooMuch);
        Ask(order, Request("r-3", "50")).Outcome.Should().Be(RefundOutcome.Created);
    }

    [Theory]
    [InlineData(1250, false, null, "12.5")]
    [InlineData(1250, true, null, "2.5")]
    [InlineData(1250, true, "2", "2")]
    public void On_a_chain_the_token_that_was_paid_goes_back_whole_or_what_was_overpaid(
        int units, bool overpaid, string? amount, string refunded)
    {
        var order = Ask(PaidOnChain((UInt128)units), Request(amount: amount, overpaid: overpaid, destination: Destination)).Order;
        var refund = order.Refunds.Single();
        (refund.Kind, refund.Currency, refund.AmountText, refund.From, refund.To)
            .Should().Be((RefundKind.Chain, "USDT", refunded, Address, Destination));
        (refund.AskAt, order.WakeAt).Should().Be((null, null), "the merchant sends it, and nobody is asked");
    }

    [Fact]
    public void What_was_overpaid_goes_back_once()
    {
        var order = Ask(PaidOnChain(1250), Request("r-1", "2", overpaid: true, destination: Destination)).Order;
        Ask(order, Request("r-2", "0.51", overpaid: true, destination: Destination)).Outcome.Should().Be(RefundOutcome.TooMuch);
        order = Ask(order, Request("r-2", overpaid: true, destination: Destination)).Order;
        order.Refunds[1].AmountText.Should().Be("0.5");
        Ask(order, Request("r-3", overpaid: true, destination: Destination)).Outcome.Should().Be(RefundOutcome.NothingLeft);
        Ask(order, Request("r-3", "10", destination: Destination)).Outcome
            .Should().Be(RefundOutcome.Created, "the price itself may go back as well");
    }

    [Fact]
    public void Nobody_guesses_where_money_of_a_chain_goes()
    {
        Ask(PaidOnChain(1000), Request()).Outcome.Should().Be(RefundOutcome.DestinationMissing);
        Ask(PaidOnChain(1000), Request(destination: Address)).Outcome.Should().Be(RefundOutcome.DestinationWrong);
        Ask(PaidOnChain(1000), Request(amount: "0.001", destination: Destination)).Outcome.Should().Be(RefundOutcome.AmountWrong);
    }

    public static TheoryData<string, Order, RefundOutcome> Refused => new()
    {
        { "unpaid", Pending(), RefundOutcome.NotOver },
        { "expired, and may still be paid", Pending() with { Status = OrderStatus.Expired }, RefundOutcome.NotOver },
        { "closed without a payment", Pending() with { Status = OrderStatus.Closed }, RefundOutcome.NothingPaid },
        { "archived", PaidAtProvider() with { ArchivedAt = Later }, RefundOutcome.Archived },
        { "held", PaidAtProvider() with { Charges = [ChargeSamples.At(ChargeState.Held)] }, RefundOutcome.InDoubt },
        { "completed by hand", OrderRules.CompleteByHand(Pending(), "cash", Start).Order, RefundOutcome.NothingPaid },
        { "reorganised", OrderRules.Revert(PaidOnChain(1000), Domain.Identity.ChainId.Bsc, 5, Later), RefundOutcome.InDoubt },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Only_certain_money_of_an_order_that_is_over_goes_back(string what, Order order, RefundOutcome outcome) =>
        Ask(order, Request(destination: Destination)).Outcome.Should().Be(outcome, what);

    [Fact]
    public void A_part_payment_of_an_order_that_was_refused_can_go_back_and_counts_for_it_no_more()
    {
        var paid = OrderRules.Accept(Pending(), Pay(400), false, Start).Order;
        var part = OrderRules.Refuse(OrderRules.Confirm(paid, Domain.Identity.ChainId.Bsc, 100, Start), "too little", Start).Order;
        var refunded = Ask(part, Request(destination: Destination)).Order;
        refunded.Refunds.Single().AmountText.Should().Be("4");
        OrderRules.Accept(refunded, Pay(600, id: "t2"), assigned: true, Later).Outcome.Should().Be(AcceptOutcome.OrderClosed);
    }

    [Fact]
    public void An_order_that_was_paid_in_two_ways_asks_which_one_is_meant()
    {
        var order = PaidOnChain(1000) with { Charges = [ChargeSamples.At(ChargeState.Paid)] };
        Ask(order, Request(destination: Destination)).Outcome.Should().Be(RefundOutcome.SourceOpen);
        var byCharge = Request() with { Wish = new RefundWish { Charge = ChargeSamples.Reference() } };
        Ask(order, byCharge).Refund!.Currency.Should().Be("CNY");
        var byChain = Request() with { Wish = new RefundWish { Chain = "bsc", Destination = Destination } };
        Ask(order, byChain).Refund!.Currency.Should().Be("USDT");
        Ask(order, Request() with { Wish = new RefundWish { Currency = "BTC" } }).Outcome.Should().Be(RefundOutcome.NothingPaid);
    }

    [Theory]
    [InlineData(false, true, false, "10", RefundOutcome.NotOffered)]
    [InlineData(true, false, false, "10", RefundOutcome.PartNotOffered)]
    [InlineData(true, false, false, "70", RefundOutcome.Created)]
    [InlineData(true, false, false, null, RefundOutcome.Created)]
    [InlineData(true, false, true, "70", RefundOutcome.DestinationMissing)]
    public void What_the_provider_cannot_do_is_refused_before_it_is_asked(
        bool isOffered, bool takesParts, bool needsDestination, string? amount, RefundOutcome outcome) =>
        Ask(PaidAtProvider(), Request(amount: amount), new RefundTerms(isOffered, takesParts, needsDestination)).Outcome.Should()
            .Be(outcome);

    [Fact]
    public void An_order_has_so_many_refunds_and_no_more()
    {
        var order = PaidAtProvider();
        for (var i = 1; i <= RefundReference.Last; i++) order = Ask(order, Request($"r-{i}", "0.01")).Order;
        order.Refunds.Should().HaveCount(RefundReference.Last);
        Ask(order, Request("r-x", "0.01")).Outcome.Should().Be(RefundOutcome.TooMany);
    }
}
