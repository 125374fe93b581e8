using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>
/// An order over 1,000 units that expires at minute 30, opens again at minute 60 and is quoted 1,100 then. The first quote holds to minute 90, expiry and grace of its opening; the
/// second to minute 150.
/// </summary>
public sealed class QuoteEndTests
{
    private static DateTimeOffset At(int minute) => Start + TimeSpan.FromMinutes(minute);

    private static Order Reopened(Order? first = null, string token = "USDT", UInt128? units = null, string wallet = "w1")
    {
        var expired = OrderRules.Wake(first ?? Pending(), null, At(30));
        var reopened = OrderRules.Reopen(expired, 70m, "CNY", expired.Terms, At(60), Expiry);
        return OrderRules.WithQuote(reopened, QuoteOf(units ?? 1100, wallet, token), At(60), Grace);
    }

    private static Order Paid(Order order, UInt128 units, int minute, string id = "t1", string token = "USDT", bool assigned = false) =>
        OrderRules.Accept(order, Pay(units, id: id, after: TimeSpan.FromMinutes(minute), token: token), assigned, At(minute)).Order;

    private static Order Final(Order order) => OrderRules.Confirm(order, ChainId.Bsc, long.MaxValue - 1, At(140));

    [Theory]
    [InlineData(1000, 90, OrderStatus.Completed, 0)]
    [InlineData(1000, 91, OrderStatus.Detected, 100)]
    [InlineData(1099, 149, OrderStatus.Detected, 1)]
    [InlineData(1100, 149, OrderStatus.Completed, 0)]
    [InlineData(999, 80, OrderStatus.Detected, 101)]
    public void A_quote_counts_what_was_paid_in_its_time_and_the_newest_all_of_it(int units, int minute, OrderStatus status, int missing)
    {
        var order = Final(Paid(Reopened(), (UInt128)units, minute));
        (order.Status, PaymentFacts.Of(order)!.Missing).Should().Be((status, (UInt128)missing));
    }

    [Theory]
    [InlineData(90, OrderStatus.Completed)]
    [InlineData(91, OrderStatus.Detected)]
    public void Parts_count_together_only_where_all_of_them_were_in_time(int second, OrderStatus status) =>
        Final(Paid(Paid(Reopened(), 600, 80), 400, second, "t2")).Status.Should().Be(status);

    [Fact]
    public void Nobody_pays_the_older_rate_because_it_is_the_lower_one()
    {
        var order = Reopened(units: 900);
        PaymentFacts.Of(Paid(order, 900, 91))!.Missing.Should().Be((UInt128)0);
        order = Paid(Reopened(units: 5000), 1000, 120);
        (order.Quote!.Units, PaymentFacts.Of(order)!.Missing, OrderRules.OutstandingUnits(order)).Should().Be(((UInt128)5000, (UInt128)4000, (UInt128)4000));
    }

    [Fact]
    public void What_was_on_its_way_in_time_counts_whenever_its_block_comes()
    {
        var sighting = new Sighting { Id = Pay(1000).Id, Chain = ChainId.Bsc, Token = "USDT", Units = 1000, To = Address, Transaction = "t1", SeenAt = At(89) };
        var order = OrderRules.Sight(Reopened(), sighting, At(89));
        order.Status.Should().Be(OrderStatus.Detected);
        PaymentFacts.IsCovered(order).Should().BeTrue();
        Final(Paid(order, 1000, 130)).Status.Should().Be(OrderStatus.Completed);

        var late = OrderRules.Sight(Reopened(), sighting with { SeenAt = At(91) }, At(91));
        PaymentFacts.IsCovered(late).Should().BeFalse();
        Final(Paid(late, 1000, 92)).Status.Should().Be(OrderStatus.Detected);
    }

    [Fact]
    public void What_was_in_a_block_in_time_counts_in_the_block_that_took_its_place()
    {
        var order = Paid(Reopened(), 1000, 89);
        var moved = OrderRules.Accept(order, Pay(1000, block: 12, after: TimeSpan.FromMinutes(95)), false, At(95)).Order;
        (moved.Transfers.Single().PaidAt, moved.Transfers.Single().Transfer.BlockTime).Should().Be((At(89), At(95)));
        Final(moved).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void A_payment_by_the_older_quote_that_is_taken_back_leaves_the_newer_one_on_show()
    {
        var paid = Paid(Reopened(), 1000, 80);
        (paid.Quote!.Units, paid.Status).Should().Be(((UInt128)1000, OrderStatus.Detected));
        var reverted = OrderRules.Revert(paid, ChainId.Bsc, 9, At(95));
        (reverted.Quote!.Units, OrderRules.OutstandingUnits(reverted)).Should().Be(((UInt128)1100, (UInt128)1100));
        Final(Paid(reverted, 1000, 96)).Status.Should().Be(OrderStatus.Detected);
    }

    [Fact]
    public void A_lapsed_quote_in_a_coin_that_is_asked_for_no_more_takes_nothing_but_by_hand()
    {
        var order = Reopened(token: "USDC", wallet: "w2");
        OrderRules.Accept(order, Pay(1000, after: TimeSpan.FromMinutes(91)), false, At(91)).Outcome.Should().Be(AcceptOutcome.WrongCoin);
        Final(Paid(order, 1000, 91, assigned: true)).Status.Should().Be(OrderStatus.Completed);
        Final(Paid(order, 1000, 90)).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void Who_paid_a_part_in_time_may_pay_the_rest_in_that_coin_to_the_end_of_the_present_opening()
    {
        var order = Paid(Reopened(token: "USDC", wallet: "w2"), 600, 80);
        (order.Quote!.Token, order.Quote.Until, PaymentFacts.Of(order)!.Missing).Should().Be(("USDT", At(150), (UInt128)400));
        Final(Paid(order, 400, 120, "t2")).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void The_same_amount_again_holds_longer()
    {
        var order = Reopened(units: 1000);
        (order.Quotes.Count, order.Quote!.Until).Should().Be((1, At(150)));
        Final(Paid(order, 1000, 149)).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void Quotes_from_before_have_no_end()
    {
        var order = Reopened();
        order = order with { Quotes = [.. order.Quotes.Select(quote => quote with { Until = null })] };
        Final(Paid(order, 1000, 140)).Status.Should().Be(OrderStatus.Completed);
        var mixed = Reopened() with { Quotes = [QuoteOf(1000), Reopened().Quote!] };
        Final(Paid(mixed, 1000, 140)).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void Without_another_opening_a_late_payment_counts_by_the_only_quote()
    {
        var expired = OrderRules.Wake(Pending(), null, At(30));
        Final(Paid(expired, 1000, 2000)).Status.Should().Be(OrderStatus.Completed);
    }
}
