using Payments.Domain.Identity;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>An order over 1,000 units of which 15 may be missing.</summary>
public sealed class ToleranceTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset Expired = Start + Expiry;

    private static Order Tolerant() => OrderRules.WithQuote(Unquoted(), QuoteOf(1000) with { Tolerated = 15 }, Start, Grace);

    private static Order Accepted(Order order, Transfers.Transfer transfer) => OrderRules.Accept(order, transfer, false, Now).Order;

    [Theory]
    [InlineData(1000, 0, OrderStatus.Completed)]
    [InlineData(985, 0, OrderStatus.Completed)]
    [InlineData(984, 16, OrderStatus.Expired)]
    [InlineData(1, 999, OrderStatus.Expired)]
    public void So_much_may_be_missing_and_no_more(int units, int missing, OrderStatus status)
    {
        var order = OrderRules.Wake(Accepted(Tolerant(), Pay((UInt128)units)), null, Expired);
        var facts = PaymentFacts.Of(order)!;
        (facts.Missing, facts.Received, facts.Excess, PaymentFacts.IsCovered(order)).Should().Be(((UInt128)missing, (UInt128)units, (UInt128)0, missing == 0));
        OrderRules.OutstandingUnits(order).Should().Be(missing == 0 ? null : (UInt128)missing);
        OrderRules.Confirm(order, ChainId.Bsc, 10, Now).Status.Should().Be(status);
    }

    [Fact]
    public void It_is_for_the_whole_and_not_for_each_part()
    {
        var order = Accepted(Accepted(Tolerant(), Pay(500)), Pay(485, id: "t2"));
        OrderRules.Confirm(order, ChainId.Bsc, 10, Now).Status.Should().Be(OrderStatus.Completed);
        order = Accepted(Accepted(Tolerant(), Pay(500)), Pay(484, id: "t2"));
        PaymentFacts.Of(order)!.Missing.Should().Be((UInt128)16);
    }

    [Fact]
    public void Only_final_money_completes_it()
    {
        var order = Accepted(Accepted(Tolerant(), Pay(984)), Pay(1, block: 11, id: "t2"));
        OrderRules.Confirm(order, ChainId.Bsc, 10, Now).Status.Should().Be(OrderStatus.Detected);
        OrderRules.Confirm(order, ChainId.Bsc, 11, Now).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void Without_one_a_unit_that_is_missing_is_missing() => PaymentFacts.Of(Accepted(Pending(), Pay(999)))!.Missing.Should().Be((UInt128)1);
}
