using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Anybody may send next to nothing to an address: it takes no place from a payment.</summary>
public class OrderDustTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    private static Order AtOwnAddress() => OrderRules.WithQuote(Unquoted(), QuoteOf(1000) with { IsOwnAddress = true }, Start, Grace);

    [Theory]
    [InlineData(99, AcceptOutcome.Dust)]
    [InlineData(100, AcceptOutcome.Counted)]
    [InlineData(5000, AcceptOutcome.Counted)]
    public void At_an_address_of_its_own_an_order_takes_a_tenth_of_what_is_missing_or_more(int units, AcceptOutcome expected) =>
        OrderRules.Accept(AtOwnAddress(), Pay((UInt128)units), false, Now).Outcome.Should().Be(expected);

    [Fact]
    public void What_is_dust_follows_what_is_missing()
    {
        var nearly = OrderRules.Accept(AtOwnAddress(), Pay(950), false, Now).Order;
        OrderRules.Accept(nearly, Pay(5, id: "t2"), false, Now).Outcome.Should().Be(AcceptOutcome.Counted);
        OrderRules.Accept(nearly, Pay(4, id: "t2"), false, Now).Outcome.Should().Be(AcceptOutcome.Dust);
        var paid = OrderRules.Accept(nearly, Pay(50, id: "t3"), false, Now).Order;
        OrderRules.Accept(paid, Pay(99, id: "t4"), false, Now).Outcome.Should().Be(AcceptOutcome.Dust, "nothing is missing");
        OrderRules.Accept(paid, Pay(100, id: "t4"), false, Now).Outcome.Should().Be(AcceptOutcome.Counted);
    }

    [Fact]
    public void Dust_is_refused_without_a_change_and_may_be_given_by_hand()
    {
        var order = AtOwnAddress();
        OrderRules.Accept(order, Pay(1), false, Now).Order.Should().BeSameAs(order);
        OrderRules.Accept(order, Pay(1), true, Now).Outcome.Should().Be(AcceptOutcome.Counted);
    }

    [Fact]
    public void Dust_that_waits_for_a_block_is_not_shown()
    {
        var order = AtOwnAddress();
        var sighting = new Sighting { Id = TransferId.Of(ChainId.Bsc, "s", "0"), Chain = ChainId.Bsc, Token = "USDT", Units = 99, To = Address, Transaction = "s", SeenAt = Now };
        OrderRules.Sight(order, sighting, Now).Should().BeSameAs(order);
        OrderRules.Sight(order, sighting with { Units = 100 }, Now).Sightings.Should().ContainSingle();
    }

    [Fact]
    public void An_order_takes_no_more_transfers_than_it_keeps()
    {
        var order = Enumerable.Range(0, OrderRules.TransferLimit).Aggregate(Pending(), (next, i) => OrderRules.Accept(next, Pay(1, id: $"t{i}"), false, Now).Order);
        order.Transfers.Should().HaveCount(OrderRules.TransferLimit);
        OrderRules.Accept(order, Pay(1000, id: "more"), true, Now).Should().Be((AcceptOutcome.TooManyTransfers, order));
    }
}
