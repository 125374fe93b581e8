using Payments.Domain.Identity;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>An order over 1,000 units of which 600 came in time, and which expired at minute 30.</summary>
public sealed class PartPaidTests
{
    private static DateTimeOffset At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Order PartPaid(int until = 30) => OrderRules.Wake(OrderRules.Accept(Pending(), Pay(600), false, At(2)).Order, At(until), At(until));

    private static Order Reopened(Order order, int minute) => OrderRules.Reopen(order, 70m, "CNY", order.Terms, At(minute), Expiry);

    private static Order Final(Order order) => OrderRules.Confirm(order, ChainId.Bsc, long.MaxValue - 1, At(400));

    [Theory]
    [InlineData(29, 70, null, ResubmitOutcome.Existing)]
    [InlineData(30, 70, null, ResubmitOutcome.Reopen)]
    [InlineData(30, 70, "CNY", ResubmitOutcome.Reopen)]
    [InlineData(30, 71, null, ResubmitOutcome.ConflictingMoney)]
    [InlineData(30, 70, "USD", ResubmitOutcome.ConflictingMoney)]
    public void It_opens_again_for_the_same_money_only(int minute, int money, string? currency, ResubmitOutcome expected)
    {
        var order = OrderRules.Accept(Pending(), Pay(600), false, At(2)).Order;
        OrderRules.Resubmit(order, money, currency, At(minute)).Should().Be(expected, "its alarm may be late");
        if (minute >= 30) OrderRules.Resubmit(PartPaid(), money, currency, At(minute)).Should().Be(expected);
    }

    [Fact]
    public void What_is_on_its_way_keeps_it_from_opening_again()
    {
        var order = OrderRules.Accept(Pending(), Pay(600), false, At(2)).Order;
        order = OrderRules.Sight(order, new Transfers.Sighting { Id = Pay(1, id: "t2").Id, Chain = ChainId.Bsc, Token = "USDT", Units = 400, To = Address, Transaction = "t2", SeenAt = At(3) }, At(3));
        OrderRules.Resubmit(order, 70m, null, At(31)).Should().Be(ResubmitOutcome.Existing);
    }

    [Fact]
    public void Within_grace_the_rest_is_held_twice_and_what_came_stays_counted()
    {
        var order = Reopened(PartPaid(), 60);
        (order.Status, order.OpenedAt, order.Quotes.Count, order.Transfers.Count).Should().Be((OrderStatus.Detected, Start, 1, 1));

        // The coin has become cheaper since: 40 percent of the money are 440 units now.
        var quoted = OrderRules.WithQuote(order, QuoteOf(1040), At(60), Grace, rest: 441);
        (PaymentFacts.Of(quoted)!.Missing, PaymentFacts.Of(quoted)!.ToPay, quoted.Reservation!.Until).Should().Be(((UInt128)440, (UInt128)441, At(150)));
        var rest = Pay(400, block: 11, id: "t2", after: TimeSpan.FromMinutes(89));
        Final(OrderRules.Accept(quoted, rest, false, At(89)).Order).Status.Should().Be(OrderStatus.Completed, "the first quote still held");
        var later = OrderRules.Accept(quoted, rest with { BlockTime = At(91) }, false, At(91)).Order;
        (Final(later).Status, PaymentFacts.Of(later)!.Missing).Should().Be((OrderStatus.Detected, (UInt128)40));
    }

    [Fact]
    public void After_the_release_it_is_quoted_anew_for_what_is_missing()
    {
        var released = PartPaid(90);
        released.Reservation.Should().NotBeNull("its part is not final yet");
        released = OrderRules.Wake(Final(released), At(90), At(90));
        (released.Status, released.Reservation).Should().Be((OrderStatus.Expired, null));

        var order = Reopened(released, 300);
        (order.OpenedAt, order.Quotes.Count, order.Transfers.Count, order.WakeAt).Should().Be((At(300), 1, 1, At(330)));
        order = OrderRules.WithQuote(order, QuoteOf(1040), At(300), Grace, rest: 440);
        order = Final(OrderRules.Accept(order, Pay(440, block: 11, id: "t2", after: TimeSpan.FromMinutes(310)), false, At(310)).Order);
        (order.Status, PaymentFacts.Of(order)!.Received, PaymentFacts.Of(order)!.Excess).Should().Be((OrderStatus.Completed, (UInt128)1040, (UInt128)0));
    }

    [Fact]
    public void It_expires_again_and_opens_again()
    {
        var order = OrderRules.WithQuote(Reopened(PartPaid(), 60), QuoteOf(1040), At(60), Grace, rest: 440);
        var expired = OrderRules.Wake(order, null, At(90));
        expired.Status.Should().Be(OrderStatus.Expired);
        OrderRules.Resubmit(expired, 70m, null, At(90)).Should().Be(ResubmitOutcome.Reopen);
    }

    [Fact]
    public void Once_expired_it_may_be_closed_and_what_came_stays_on_record()
    {
        OrderRules.Close(OrderRules.Accept(Pending(), Pay(600), false, At(2)).Order, null, At(3)).Outcome.Should().Be(CloseOutcome.HasPayment);
        var (outcome, closed) = OrderRules.Close(PartPaid(), null, At(31));
        (outcome, closed.Status, closed.Transfers.Count).Should().Be((CloseOutcome.Closed, OrderStatus.Closed, 1));
        OrderRules.Resubmit(closed, 70m, null, At(32)).Should().Be(ResubmitOutcome.Over);
        Final(closed).Status.Should().Be(OrderStatus.Closed);
        OrderRules.Accept(closed, Pay(400, id: "t2"), assigned: false, At(40)).Outcome.Should().Be(AcceptOutcome.OrderClosed);
    }
}
