using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

/// <summary>Payments that wait for a block: shown, waited for, never counted.</summary>
public sealed class OrderSightingTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset End = Start + Expiry + OrderRules.SightingPatience;

    private static Sighting Seen(UInt128 units, string id = "t1", TimeSpan? after = null, string token = "USDT") => new()
    {
        Id = TransferId.Of(ChainId.Bsc, id, "0"),
        Chain = ChainId.Bsc,
        Token = token,
        Units = units,
        To = Address,
        Transaction = id,
        SeenAt = Start + (after ?? TimeSpan.FromMinutes(2)),
    };

    private static Order Sighted(Order order, params Sighting[] sightings) => sightings.Aggregate(order, (last, sighting) => OrderRules.Sight(last, sighting, Now));

    [Fact]
    public void What_waits_for_a_block_is_detected_and_nothing_of_it_is_counted()
    {
        var order = Sighted(Pending(), Seen(1000));
        (order.Status, order.Sightings.Count, order.Transfers.Count).Should().Be((OrderStatus.Detected, 1, 0));
        var facts = PaymentFacts.Of(order)!;
        (facts.Received, facts.Confirmed, facts.Missing, facts.IsPaid, PaymentFacts.IsCovered(order)).Should().Be(((UInt128)0, (UInt128)0, (UInt128)1000, false, true));
        OrderRules.Confirm(order, ChainId.Bsc, long.MaxValue, Now).Should().BeSameAs(order, "no block is final that is none");
        order.Outbox.Should().BeEmpty();
        OrderRules.OutstandingUnits(order).Should().Be((UInt128)1000);
    }

    [Fact]
    public void What_is_on_its_way_in_a_coin_is_the_sum_of_its_sightings()
    {
        var order = Sighted(Pending(), Seen(300), Seen(400, "t2"));
        PaymentFacts.Sighted(order, order.Quote!).Should().Be((UInt128)700);
        PaymentFacts.Sighted(order, QuoteOf(1000, token: "USDC")).Should().Be((UInt128)0);
    }

    [Fact]
    public void The_same_sighting_or_one_in_another_coin_changes_nothing()
    {
        var order = Sighted(Pending(), Seen(1000));
        Sighted(order, Seen(1000)).Should().BeSameAs(order);
        Sighted(order, Seen(1000, "t2", token: "USDC")).Should().BeSameAs(order);
        var counted = OrderRules.Accept(order, Pay(1000), false, Now).Order;
        Sighted(counted, Seen(1000)).Should().BeSameAs(counted, "it is in a block already");
    }

    [Fact]
    public void Its_block_takes_a_sightings_place()
    {
        var (outcome, order) = OrderRules.Accept(Sighted(Pending(), Seen(1000)), Pay(1000), false, Now);
        outcome.Should().Be(AcceptOutcome.Counted);
        (order.Sightings.Count, order.Transfers.Count, order.Status, order.PendingBlock).Should().Be((0, 1, OrderStatus.Detected, 10L));
        OrderRules.Unsight(order, Pay(1000).Id, Now).Should().BeSameAs(order);
        OrderRules.Confirm(order, ChainId.Bsc, 10, Now).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void A_sighting_that_is_gone_leaves_the_order_waiting_again()
    {
        var order = OrderRules.Unsight(Sighted(Pending(), Seen(1000)), Seen(1000).Id, Now);
        (order.Status, order.Sightings.Count, order.PendingBlock, order.PendingChain).Should().Be((OrderStatus.Pending, 0, null, null));
        order.WakeAt.Should().Be(order.ExpiresAt);
        order.History.Select(entry => entry.Event).Should().EndWith(["sighted", "unsighted"]);
    }

    [Fact]
    public void A_replaced_payment_is_shown_by_its_replacement()
    {
        var order = OrderRules.Unsight(Sighted(Pending(), Seen(1000), Seen(1000, "t2")), Seen(1000).Id, Now);
        (order.Status, order.Sightings.Single().Transaction).Should().Be((OrderStatus.Detected, "t2"));
    }

    [Fact]
    public void While_sighted_an_order_neither_expires_nor_gives_its_amount_away()
    {
        var order = Sighted(Pending(), Seen(1000));
        var late = Start + Expiry + Grace + TimeSpan.FromHours(1);
        var woken = OrderRules.Wake(order, late, late);
        (woken.Status, woken.Reservation, woken.WakeAt).Should().Be((OrderStatus.Detected, order.Reservation, End));
        OrderRules.Close(woken, null, late).Outcome.Should().Be(CloseOutcome.HasPayment);
        OrderRules.Resubmit(woken, woken.Money, null, late).Should().Be(ResubmitOutcome.Existing);

        var counted = OrderRules.Accept(woken, Pay(1000, after: late - Start), false, late).Order;
        counted.Transfers.Single().Late.Should().BeFalse("it was on its way in time");
        OrderRules.Confirm(counted, ChainId.Bsc, 10, late).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public void Gone_after_its_expiry_the_order_expires_at_once()
    {
        var late = Start + Expiry + TimeSpan.FromMinutes(1);
        var order = OrderRules.Unsight(OrderRules.Wake(Sighted(Pending(), Seen(1000)), Start, late), Seen(1000).Id, late);
        (order.Status, order.WakeAt).Should().Be((OrderStatus.Pending, late));
        OrderRules.Wake(order, Start, late).Status.Should().Be(OrderStatus.Expired);
    }

    [Fact]
    public void What_nobody_mines_is_given_up_after_a_day_with_the_amount()
    {
        var order = OrderRules.Wake(Sighted(Pending(), Seen(1000)), End, End);
        (order.Status, order.Sightings.Count, order.Reservation, order.WakeAt).Should().Be((OrderStatus.Expired, 0, null, null));
        OrderRules.Sight(order, Seen(1000), End).Should().BeSameAs(order, "a watcher that starts afresh tells of it again");
    }

    [Fact]
    public void An_expired_order_is_detected_again_only_by_the_whole_amount()
    {
        var expired = OrderRules.Wake(Pending(), null, Start + Expiry);
        var part = Sighted(expired, Seen(600));
        (part.Status, part.PendingBlock).Should().Be((OrderStatus.Expired, long.MaxValue));
        OrderRules.Wake(part, End, Start + Expiry + Grace).Reservation.Should().NotBeNull("the rest of the way is awaited");
        Sighted(part, Seen(400, "t2")).Status.Should().Be(OrderStatus.Detected);
        OrderRules.Accept(expired, Pay(1000, after: TimeSpan.FromMinutes(45)), false, Now).Order.Transfers[0].Late.Should().BeTrue();
    }

    [Fact]
    public void An_order_keeps_a_limited_number_of_sightings()
    {
        var order = Sighted(Pending(), [.. Enumerable.Range(0, OrderRules.SightingLimit + 5).Select(i => Seen(1, $"t{i}"))]);
        order.Sightings.Should().HaveCount(OrderRules.SightingLimit);
    }

    [Fact]
    public void A_reorganisation_leaves_what_still_waits_for_a_block()
    {
        var order = OrderRules.Accept(Sighted(Pending(), Seen(400, "t2")), Pay(600), false, Now).Order;
        var reverted = OrderRules.Revert(order, ChainId.Bsc, 9, Now);
        (reverted.Status, reverted.Transfers.Count, reverted.Sightings.Count, reverted.PendingBlock).Should().Be((OrderStatus.Detected, 0, 1, long.MaxValue));
    }

    [Fact]
    public void Orders_that_are_closed_or_completed_do_not_take_any()
    {
        var closed = OrderRules.Close(Pending(), null, Now).Order;
        Sighted(closed, Seen(1000)).Should().BeSameAs(closed);
        var completed = OrderRules.Confirm(OrderRules.Accept(Pending(), Pay(1000), false, Now).Order, ChainId.Bsc, 10, Now);
        Sighted(completed, Seen(1000, "t2")).Should().BeSameAs(completed);
    }
}
