using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>A payer who changes the coin while money is on its way: the order waits on two chains at once.</summary>
public class OrderChainsTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    private static Order OnTwoChains() => OrderRules.WithQuote(
        OrderRules.WithQuote(Unquoted(), QuoteOf(1000, "w-polygon", chain: ChainId.Polygon), Start, Grace), QuoteOf(1000, "w-bsc"), Start, Grace);

    private static Order Accepted(Order order, params Transfer[] transfers) =>
        transfers.Aggregate(order, (next, transfer) => OrderRules.Accept(next, transfer, false, Now).Order);

    private static Dictionary<ChainId, long> Waiting(Order order) => new[] { (Chain: order.PendingChain, Block: order.PendingBlock) }
        .Where(pending => pending.Chain is not null).Select(pending => (pending.Chain!.Value, pending.Block!.Value))
        .Concat((order.PendingElsewhere ?? []).Select(pending => (pending.Chain, pending.Block)))
        .ToDictionary(pending => pending.Item1, pending => pending.Item2);

    [Fact]
    public void Every_chain_with_an_unconfirmed_transfer_is_written_down_with_its_lowest_block()
    {
        var order = Accepted(OnTwoChains(), Pay(300, 50, "p1", chain: ChainId.Polygon), Pay(400, 12, "b1"), Pay(300, 11, "b2"));
        Waiting(order).Should().Equal(new Dictionary<ChainId, long> { [ChainId.Polygon] = 50, [ChainId.Bsc] = 11 });

        var polygonFinal = OrderRules.Confirm(order, ChainId.Polygon, 50, Now);
        Waiting(polygonFinal).Should().Equal(new Dictionary<ChainId, long> { [ChainId.Bsc] = 11 });
        Waiting(OrderRules.Confirm(polygonFinal, ChainId.Bsc, 12, Now)).Should().BeEmpty();
    }

    [Fact]
    public void An_order_on_one_chain_has_no_list_of_others() => Accepted(Pending(), Pay(400), Pay(300, 11, "t2")).PendingElsewhere.Should().BeNull();

    [Fact]
    public void A_chain_on_which_transfers_were_only_sighted_is_written_down_beside_one_with_transfers()
    {
        var sighting = new Sighting { Id = TransferId.Of(ChainId.Bsc, "s1", "0"), Chain = ChainId.Bsc, Token = "USDT", Units = 1000, To = Address, Transaction = "s1", SeenAt = Now };
        var order = OrderRules.Sight(Accepted(OnTwoChains(), Pay(300, 50, "p1", chain: ChainId.Polygon)), sighting, Now);

        Waiting(order).Should().Equal(new Dictionary<ChainId, long> { [ChainId.Polygon] = 50, [ChainId.Bsc] = long.MaxValue });
        Waiting(OrderRules.Unsight(order, sighting.Id, Now)).Keys.Should().Equal(ChainId.Polygon);
    }

    [Fact]
    public void A_full_payment_completes_the_order_while_the_other_chain_stands_still()
    {
        var completed = OrderRules.Confirm(Accepted(OnTwoChains(), Pay(300, 50, "p1", chain: ChainId.Polygon), Pay(1000, 10, "b1")), ChainId.Bsc, 10, Now);

        completed.Status.Should().Be(OrderStatus.Completed);
        Waiting(completed).Should().Equal(new Dictionary<ChainId, long> { [ChainId.Polygon] = 50 });
    }

    [Fact]
    public void What_a_reorganisation_took_back_on_one_chain_is_not_counted_when_the_other_is_final()
    {
        var order = Accepted(OnTwoChains(), Pay(300, 50, "p1", chain: ChainId.Polygon), Pay(1000, 10, "b1"));
        var reverted = OrderRules.Revert(order, ChainId.Bsc, 9, Now);
        Waiting(reverted).Should().Equal(new Dictionary<ChainId, long> { [ChainId.Polygon] = 50 });

        var later = OrderRules.Confirm(OrderRules.Confirm(reverted, ChainId.Polygon, 99, Now), ChainId.Bsc, 99, Now);
        (later.Status, later.Transfers.Count).Should().Be((OrderStatus.Detected, 1));
    }

    [Fact]
    public void An_order_that_is_found_for_nothing_is_written_so_that_it_is_not_found_again()
    {
        var stale = Accepted(Pending(), Pay(300)) with { PendingElsewhere = [new PendingChain { Chain = ChainId.Polygon, Block = 5 }] };
        var healed = OrderRules.Confirm(stale, ChainId.Polygon, 99, Now);
        healed.PendingElsewhere.Should().BeNull();
        OrderRules.Confirm(healed, ChainId.Polygon, 99, Now).Should().BeSameAs(healed);
    }
}
