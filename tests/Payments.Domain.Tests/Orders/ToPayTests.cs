using Payments.Domain.Identity;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>What the payer is asked for: never an amount that may be another order's.</summary>
public sealed class ToPayTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    private static (string Token, UInt128 Units) Asked(Order order) => PaymentFacts.Of(order) is { } facts ? (facts.Quote.Token, facts.ToPay) : default;

    private static Order Accepted(Order order, Transfers.Transfer transfer) => OrderRules.Accept(order, transfer, false, Now).Order;

    [Fact]
    public void Nothing_is_asked_for_without_a_quote_and_the_quote_is_held_at_first()
    {
        PaymentFacts.Of(Unquoted()).Should().BeNull();
        Asked(Pending()).Should().Be(("USDT", (UInt128)1000));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(350)]
    public void The_rest_is_what_is_held_for_it_however_far_it_was_nudged(int held)
    {
        var order = OrderRules.WithReservedUnits(Accepted(Pending(), Pay(900)), (UInt128)held);
        Asked(order).Should().Be(("USDT", (UInt128)held));
        Asked(Accepted(order, Pay((UInt128)held, id: "t2"))).Should().Be(("USDT", (UInt128)0));
    }

    [Fact]
    public void After_a_reorganisation_the_whole_may_be_anothers_too()
    {
        var reverted = OrderRules.Revert(Accepted(Pending(), Pay(1000)), ChainId.Bsc, 9, Now);
        Asked(OrderRules.WithReservedUnits(reverted, 1001)).Should().Be(("USDT", (UInt128)1001));
    }

    [Fact]
    public void What_is_held_in_another_coin_says_nothing_of_this_one()
    {
        var turned = OrderRules.WithQuote(Pending(1000), QuoteOf(50, "w2", "USDC"), Now, Grace);
        Asked(turned).Should().Be(("USDC", (UInt128)50));
        Asked(Accepted(turned, Pay(600))).Should().Be(("USDT", (UInt128)400), "until the rest is held");
    }

    [Fact]
    public void A_reorganisation_that_leaves_money_in_one_of_two_coins_shows_that_one()
    {
        var both = Accepted(OrderRules.WithQuote(Pending(1000), QuoteOf(50, "w2", "USDC"), Now, Grace), Pay(100, block: 10));
        both = Accepted(both, Pay(30, block: 12, id: "t2", token: "USDC"));
        both.Quote!.Token.Should().Be("USDC", "the larger share came in it");

        var reverted = OrderRules.Revert(both, ChainId.Bsc, 11, Now);

        (reverted.Quote!.Token, OrderRules.OutstandingUnits(reverted)).Should().Be(("USDT", (UInt128)900));
        Asked(OrderRules.WithReservedUnits(reverted, 901)).Should().Be(("USDT", (UInt128)901));
    }

    [Fact]
    public void After_the_release_only_what_is_missing_is_known()
    {
        var order = Accepted(Pending(), Pay(900)) with { Reservation = null };
        Asked(order).Should().Be(("USDT", (UInt128)100));
    }
}
