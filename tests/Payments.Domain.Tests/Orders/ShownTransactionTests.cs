using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>The one transaction that the WoPay document shows, and how deep it lies.</summary>
public sealed class ShownTransactionTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    private static readonly Sighting Seen = new()
    {
        Id = TransferId.Of(ChainId.Bsc, "waiting", "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = 400,
        To = Address,
        Transaction = "waiting",
        SeenAt = Now,
    };

    private static Order Accepted(Order order, Transfer transfer) => OrderRules.Accept(order, transfer, false, Now).Order;

    [Fact]
    public void Nothing_is_shown_before_a_payment_nor_without_a_coin()
    {
        ShownTransaction.Of(Pending(), 100).Should().Be(new ShownTransaction(null, 0));
        ShownTransaction.Of(Unquoted(), 100).Should().Be(new ShownTransaction(null, 0));
    }

    [Fact]
    public void What_waits_for_a_block_is_shown_without_confirmations_and_gives_way_to_what_a_block_holds()
    {
        var sighted = OrderRules.Sight(Pending(), Seen, Now);
        ShownTransaction.Of(sighted, 100).Should().Be(new ShownTransaction("waiting", 0));
        ShownTransaction.Of(Accepted(sighted, Pay(600, block: 98)), 100).Should().Be(new ShownTransaction("t1", 3));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(24, 15)]
    [InlineData(9, 1)]
    [InlineData(null, 1)]
    public void Confirmations_count_from_its_own_block_to_the_head_and_are_never_less_than_its_own(int? head, long confirmations) =>
        ShownTransaction.Of(Accepted(Pending(), Pay(1000, block: 10)), head).Should().Be(new ShownTransaction("t1", confirmations));

    [Fact]
    public void Of_several_the_newest_final_one_is_shown_and_before_any_is_final_the_newest()
    {
        var two = Accepted(Accepted(Pending(), Pay(400, block: 10)), Pay(300, block: 12, id: "t2"));
        ShownTransaction.Of(two, 12).Should().Be(new ShownTransaction("t2", 1));
        ShownTransaction.Of(OrderRules.Confirm(two, ChainId.Bsc, 11, Now), 12).Should().Be(new ShownTransaction("t1", 3));
    }

    [Fact]
    public void A_payment_that_a_deep_reorganisation_took_back_has_no_confirmations()
    {
        var completed = OrderRules.Confirm(Accepted(Pending(), Pay(1000, block: 10)), ChainId.Bsc, 10, Now);
        ShownTransaction.Of(OrderRules.Revert(completed, ChainId.Bsc, 9, Now), 30).Should().Be(new ShownTransaction("t1", 0));
    }
}
