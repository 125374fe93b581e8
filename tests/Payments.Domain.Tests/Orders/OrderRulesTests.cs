using Payments.Domain.Identity;
using Payments.Domain.Orders;
using static Payments.Domain.Tests.Orders.OrderSamples;

namespace Payments.Domain.Tests.Orders;

public class OrderRulesTests
{
    private static readonly DateTimeOffset Now = Start + TimeSpan.FromMinutes(2);

    private static Order Accepted(Order order, Transfers.Transfer transfer) => OrderRules.Accept(order, transfer, false, Now).Order;

    [Fact]
    public void An_exact_transfer_is_detected_and_completes_when_its_block_is_final()
    {
        var detected = Accepted(Pending(), Pay(1000));
        (detected.Status, detected.PendingBlock, detected.PendingChain).Should().Be((OrderStatus.Detected, 10L, ChainId.Bsc));

        OrderRules.Confirm(detected, ChainId.Bsc, 9, Now).Should().BeSameAs(detected);
        OrderRules.Confirm(detected, ChainId.Polygon, 99, Now).Should().BeSameAs(detected);
        var completed = OrderRules.Confirm(detected, ChainId.Bsc, 10, Now);
        (completed.Status, completed.CompletedAt, completed.PendingBlock).Should().Be((OrderStatus.Completed, Now, null));
        completed.Outbox.Should().ContainSingle().Which.Number.Should().Be(1);
        completed.WakeAt.Should().Be(Now + OrderRules.OutboxRetry);
    }

    [Fact]
    public void A_transfer_counts_once_however_often_it_is_seen()
    {
        var order = Accepted(Pending(), Pay(1000));
        var (outcome, again) = OrderRules.Accept(order, Pay(1000), false, Now);
        outcome.Should().Be(AcceptOutcome.Duplicate);
        again.Should().BeSameAs(order);
    }

    [Fact]
    public void A_transfer_seen_in_another_block_moves_there_until_it_is_final()
    {
        var order = Accepted(Pending(), Pay(1000, block: 10));
        var moved = Accepted(order, Pay(1000, block: 12));
        moved.PendingBlock.Should().Be(12);
        var final = OrderRules.Confirm(moved, ChainId.Bsc, 12, Now);
        Accepted(final, Pay(1000, block: 13)).Should().BeSameAs(final);
    }

    [Fact]
    public void A_completed_order_to_which_more_comes_is_completed_once_and_tells_it_once()
    {
        var completed = OrderRules.Confirm(Accepted(Pending(), Pay(1000)), ChainId.Bsc, 10, Now);
        var later = Now + TimeSpan.FromMinutes(1);
        var more = OrderRules.Confirm(Accepted(completed, Pay(1000, block: 11, id: "t2")), ChainId.Bsc, 11, later);
        more.Transfers.Should().HaveCount(2).And.OnlyContain(counted => counted.Confirmed);
        (more.Status, more.CompletedAt, more.Deliveries).Should().Be((OrderStatus.Completed, Now, 1));
        more.Outbox.Should().Equal(completed.Outbox);
        more.History.Should().ContainSingle(entry => entry.Event == "completed");
    }

    [Theory]
    [InlineData(OrderStatus.Closed)]
    [InlineData(OrderStatus.Failed)]
    [InlineData(OrderStatus.PartiallyRefunded)]
    [InlineData(OrderStatus.Refunded)]
    public void What_becomes_final_completes_no_order_that_is_over(OrderStatus status)
    {
        var over = Accepted(Pending(), Pay(1000)) with { Status = status };
        var final = OrderRules.Confirm(over, ChainId.Bsc, 10, Now);
        (final.Status, final.CompletedAt, final.Outbox.Count, final.Transfers[0].Confirmed).Should().Be((status, null, 0, true));
    }

    [Fact]
    public void An_underpayment_says_what_is_missing_and_the_rest_completes_it()
    {
        var order = Accepted(Pending(), Pay(600));
        PaymentFacts.Of(order)!.Missing.Should().Be((UInt128)400);
        OrderRules.OutstandingUnits(order).Should().Be((UInt128)400);
        OrderRules.Confirm(order, ChainId.Bsc, 10, Now).Status.Should().Be(OrderStatus.Detected);

        var full = OrderRules.Confirm(Accepted(order, Pay(400, block: 11, id: "t2")), ChainId.Bsc, 11, Now);
        full.Status.Should().Be(OrderStatus.Completed);
        OrderRules.OutstandingUnits(full).Should().BeNull();
    }

    [Fact]
    public void An_overpayment_completes_and_says_by_how_much()
    {
        var order = OrderRules.Confirm(Accepted(Pending(), Pay(1200)), ChainId.Bsc, 10, Now);
        order.Status.Should().Be(OrderStatus.Completed);
        PaymentFacts.Of(order)!.Excess.Should().Be((UInt128)200);
    }

    [Fact]
    public void A_reorg_takes_detected_back_to_pending_and_leaves_completed_completed()
    {
        var detected = Accepted(Pending(), Pay(1000, block: 10));
        OrderRules.Revert(detected, ChainId.Bsc, 10, Now).Should().BeSameAs(detected);
        OrderRules.Revert(detected, ChainId.Polygon, 1, Now).Should().BeSameAs(detected);
        var reverted = OrderRules.Revert(detected, ChainId.Bsc, 9, Now);
        (reverted.Status, reverted.Transfers.Count, reverted.PendingBlock).Should().Be((OrderStatus.Pending, 0, null));
        OrderRules.OutstandingUnits(reverted).Should().Be((UInt128)1000);

        var completed = OrderRules.Confirm(detected, ChainId.Bsc, 10, Now);
        OrderRules.Revert(completed, ChainId.Bsc, 10, Now).Should().BeSameAs(completed);
        var removed = OrderRules.Revert(completed, ChainId.Bsc, 1, Now);
        (removed.Status, removed.Outbox.Count).Should().Be((OrderStatus.Completed, completed.Outbox.Count), "goods were delivered");
        removed.Transfers.Should().ContainSingle().Which.Should().BeEquivalentTo(completed.Transfers[0] with { RemovedAt = Now });
    }

    [Fact]
    public void A_removed_payment_that_comes_in_another_block_is_known_by_its_new_place()
    {
        var completed = OrderRules.Confirm(Accepted(Pending(), Pay(1000, block: 10)), ChainId.Bsc, 10, Now);
        var removed = OrderRules.Revert(completed, ChainId.Bsc, 1, Now);
        var elsewhere = Pay(1000, block: 12, after: TimeSpan.FromMinutes(2)) with { Id = Transfers.TransferId.Of(ChainId.Bsc, "t1", "7") };
        OrderRules.Counts(removed, elsewhere).Should().BeTrue();
        OrderRules.Counts(removed, elsewhere with { Units = 999 }).Should().BeFalse();
        var (outcome, again) = OrderRules.Accept(removed, elsewhere, false, Now);
        outcome.Should().Be(AcceptOutcome.Duplicate);
        again.Transfers.Should().ContainSingle().Which.Should().BeEquivalentTo(
            removed.Transfers[0] with { Transfer = elsewhere, Confirmed = false, SeenAt = completed.Transfers[0].PaidAt });
        OrderRules.Confirm(again, ChainId.Bsc, 11, Now).Transfers[0].RemovedAt.Should().NotBeNull("its block is the twelfth now");
        var final = OrderRules.Confirm(again, ChainId.Bsc, 12, Now);
        (final.Transfers[0].RemovedAt, final.Transfers[0].Confirmed, final.Outbox.Count).Should().Be((null, true, completed.Outbox.Count));
    }

    [Theory]
    [InlineData(29, false, OrderStatus.Pending)]
    [InlineData(30, false, OrderStatus.Expired)]
    [InlineData(30, true, OrderStatus.Detected)]
    public void An_order_expires_at_thirty_minutes_unless_all_of_it_was_seen(int minutes, bool isPaid, OrderStatus expected)
    {
        var order = isPaid ? Accepted(Pending(), Pay(1000)) : Pending();
        OrderRules.Wake(order, Start, Start + TimeSpan.FromMinutes(minutes)).Status.Should().Be(expected);
    }

    [Fact]
    public void Late_transfer_within_grace_completes_the_order_once()
    {
        var expired = OrderRules.Wake(Pending(), null, Start + Expiry);
        var late = Accepted(expired, Pay(1000, after: TimeSpan.FromMinutes(45)));
        (late.Status, late.Transfers[0].Late).Should().Be((OrderStatus.Detected, true));
        var completed = OrderRules.Confirm(late, ChainId.Bsc, 10, Now);
        completed.Status.Should().Be(OrderStatus.Completed);
        OrderRules.Confirm(completed, ChainId.Bsc, 11, Now).Should().BeSameAs(completed);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_payment_is_late_from_the_moment_after_the_expiry_on(int ticks, bool isLate)
    {
        var order = Accepted(Pending(), Pay(1000, after: Expiry + TimeSpan.FromTicks(ticks)));
        order.Transfers.Should().ContainSingle().Which.Late.Should().Be(isLate);
        order.History[^1].Event.Should().Be(isLate ? "detected-late" : "detected");
    }

    [Fact]
    public void A_payment_made_in_time_but_read_late_is_not_late()
    {
        var expired = OrderRules.Wake(Pending(), null, Start + Expiry);
        Accepted(expired, Pay(1000, after: TimeSpan.FromMinutes(29))).Transfers[0].Late.Should().BeFalse();
    }

    [Fact]
    public void The_amount_stays_reserved_until_grace_is_over_and_the_chain_was_read_past_it()
    {
        var end = Start + Expiry + Grace;
        var expired = OrderRules.Wake(Pending(), end, Start + Expiry);
        expired.Reservation.Should().NotBeNull();
        expired.WakeAt.Should().Be(end);
        OrderRules.Wake(expired, end - TimeSpan.FromSeconds(1), end).Reservation.Should().NotBeNull("a block that may hold the payment is still to come");
        OrderRules.Wake(expired, null, end).WakeAt.Should().Be(end + OrderRules.ReleaseRetry);
        var released = OrderRules.Wake(expired, end, end);
        (released.Reservation, released.WakeAt).Should().Be((null, null));
    }

    [Fact]
    public void The_same_wish_brings_the_same_order_and_other_money_conflicts()
    {
        var order = Pending();
        OrderRules.Resubmit(order, 70.00m, null, Now).Should().Be(ResubmitOutcome.Existing);
        OrderRules.Resubmit(order, 70m, "CNY", Now).Should().Be(ResubmitOutcome.Existing);
        OrderRules.Resubmit(order, 71m, null, Now).Should().Be(ResubmitOutcome.ConflictingMoney);
        OrderRules.Resubmit(order, 70m, "USD", Now).Should().Be(ResubmitOutcome.ConflictingMoney);
        OrderRules.Resubmit(order, 71m, null, Start + Expiry).Should().Be(ResubmitOutcome.Reopen, "expired is expired even before its alarm came");
        OrderRules.Resubmit(Accepted(order, Pay(500)), 71m, null, Start + Expiry).Should().Be(ResubmitOutcome.ConflictingMoney);
    }

    [Fact]
    public void Reopening_keeps_a_held_quote_for_a_payment_on_its_way_and_drops_a_released_one()
    {
        var now = Start + Expiry + TimeSpan.FromMinutes(5);
        var expired = OrderRules.Wake(Pending(), null, now);
        var reopened = OrderRules.Reopen(expired, 70m, "CNY", expired.Terms, now, Expiry);
        (reopened.Status, reopened.OpenedAt, reopened.Quotes.Count).Should().Be((OrderStatus.Pending, Start, 1));
        var quoted = OrderRules.WithQuote(reopened, QuoteOf(1100), now, Grace);
        Accepted(quoted, Pay(1000, after: TimeSpan.FromMinutes(36))).Status.Should().Be(OrderStatus.Detected);

        var released = expired with { Reservation = null };
        var afresh = OrderRules.Reopen(released, 80m, "CNY", expired.Terms, now, Expiry);
        (afresh.OpenedAt, afresh.Quotes.Count, afresh.Money).Should().Be((now, 0, 80m));
    }

    [Fact]
    public void Reopening_over_other_money_drops_a_quote_that_is_held_because_it_asks_for_less()
    {
        var now = Start + Expiry + TimeSpan.FromMinutes(5);
        var expired = OrderRules.Wake(Pending(), null, now);
        expired.Reservation.Should().NotBeNull();
        var reopened = OrderRules.Reopen(expired, 140m, "CNY", expired.Terms, now, Expiry);
        (reopened.Money, reopened.OpenedAt, reopened.Quotes.Count, reopened.Reservation).Should().Be((140m, now, 0, null));

        var quoted = OrderRules.WithQuote(reopened, QuoteOf(2000), now, Grace);
        var paid = OrderRules.Confirm(Accepted(quoted, Pay(1000, after: TimeSpan.FromMinutes(36))), ChainId.Bsc, 10, now);
        (paid.Status, PaymentFacts.Of(paid)!.Missing).Should().Be((OrderStatus.Detected, (UInt128)1000));
    }

    [Fact]
    public void Another_coin_is_no_payment_unless_the_order_quoted_it()
    {
        OrderRules.Accept(Pending(), Pay(1000, token: "USDC"), false, Now).Outcome.Should().Be(AcceptOutcome.WrongCoin);
        var both = OrderRules.WithQuote(Pending(), QuoteOf(1010, "w2", "USDC"), Now, Grace);
        OrderRules.Confirm(Accepted(both, Pay(1000)), ChainId.Bsc, 10, Now).Status.Should().Be(OrderStatus.Completed, "the first quote was paid in full");
    }

    [Fact]
    public void An_underpayment_in_a_coin_that_the_payer_turned_away_from_asks_for_the_rest_in_that_coin()
    {
        var turned = OrderRules.WithQuote(Pending(1000), QuoteOf(50, "w2", "USDC"), Now, Grace);
        var order = Accepted(turned, Pay(600));

        (order.Quote!.Token, order.Quotes.Count, PaymentFacts.Of(order)!.Missing).Should().Be(("USDT", 2, (UInt128)400));
        OrderRules.OutstandingUnits(order).Should().Be((UInt128)400);
        var reserved = OrderRules.WithReservedUnits(order, 410).Reservation!;
        (reserved.Token, reserved.Units, reserved.Until).Should().Be(("USDT", (UInt128)410, Start + Expiry + Grace));
        OrderRules.Confirm(Accepted(order, Pay(400, block: 11, id: "t2")), ChainId.Bsc, 11, Now).Status.Should().Be(OrderStatus.Completed);
        OrderRules.Confirm(Accepted(order, Pay(50, block: 11, id: "t2", token: "USDC")), ChainId.Bsc, 11, Now).Status.Should().Be(OrderStatus.Completed, "the other quote still stands");
    }

    [Fact]
    public void Of_two_coins_that_were_paid_in_part_the_larger_share_counts()
    {
        var order = Accepted(OrderRules.WithQuote(Pending(1000), QuoteOf(50, "w2", "USDC"), Now, Grace), Pay(600));
        order = Accepted(order, Pay(20, id: "t2", token: "USDC"));
        (order.Quote!.Token, PaymentFacts.Of(order)!.Missing).Should().Be(("USDT", (UInt128)400));
        order = Accepted(order, Pay(20, id: "t3", token: "USDC"));
        (order.Quote!.Token, PaymentFacts.Of(order)!.Missing).Should().Be(("USDC", (UInt128)10));
    }

    [Fact]
    public void A_completed_order_goes_on_showing_what_was_paid()
    {
        var order = OrderRules.Confirm(Accepted(OrderRules.WithQuote(Pending(1000), QuoteOf(50, "w2", "USDC"), Now, Grace), Pay(1000)), ChainId.Bsc, 10, Now);
        order.Quote!.Token.Should().Be("USDT");
        Accepted(order, Pay(50, id: "t2", token: "USDC")).Quote!.Token.Should().Be("USDT");
    }

    [Fact]
    public void Without_a_callback_address_a_completed_order_has_no_outbox()
    {
        var silent = Pending() with { Terms = Unquoted().Terms with { NotifyUrl = null } };
        OrderRules.Confirm(Accepted(silent, Pay(1000)), ChainId.Bsc, 10, Now).Outbox.Should().BeEmpty();
    }

    [Fact]
    public void An_order_counts_a_transfer_by_its_name()
    {
        var paid = Accepted(Pending(), Pay(400));
        OrderRules.Counts(paid, Pay(400)).Should().BeTrue();
        OrderRules.Counts(paid, Pay(400, id: "t2")).Should().BeFalse();
        OrderRules.Counts(Pending(), Pay(400)).Should().BeFalse();
    }

    [Fact]
    public void Closing_is_for_unpaid_orders()
    {
        OrderRules.Close(Pending(), null, Now).Outcome.Should().Be(CloseOutcome.Closed);
        OrderRules.Close(OrderRules.Close(Pending(), null, Now).Order, null, Now).Outcome.Should().Be(CloseOutcome.AlreadyClosed);
        OrderRules.Close(Accepted(Pending(), Pay(1)), null, Now).Outcome.Should().Be(CloseOutcome.HasPayment);
    }

    [Fact]
    public void Money_for_a_closed_order_is_left_to_the_merchant_who_may_assign_it()
    {
        var closed = OrderRules.Close(Pending(), null, Now).Order;
        var (outcome, untouched) = OrderRules.Accept(closed, Pay(1000), assigned: false, Now);
        outcome.Should().Be(AcceptOutcome.OrderClosed);
        untouched.Should().BeSameAs(closed);

        var assigned = OrderRules.Accept(closed, Pay(1000), assigned: true, Now).Order;
        assigned.Status.Should().Be(OrderStatus.Detected);
        OrderRules.Confirm(assigned, ChainId.Bsc, 10, Now).Status.Should().Be(OrderStatus.Completed);
    }

    [Theory]
    [InlineData(OrderStatus.Pending, OrderStatus.Detected, CloseOutcome.Closed, ResubmitOutcome.Existing)]
    [InlineData(OrderStatus.Detected, OrderStatus.Detected, CloseOutcome.HasPayment, ResubmitOutcome.Existing)]
    [InlineData(OrderStatus.Completed, OrderStatus.Completed, CloseOutcome.HasPayment, ResubmitOutcome.Over)]
    [InlineData(OrderStatus.Expired, OrderStatus.Detected, CloseOutcome.Closed, ResubmitOutcome.Reopen)]
    [InlineData(OrderStatus.Closed, OrderStatus.Detected, CloseOutcome.AlreadyClosed, ResubmitOutcome.Over)]
    [InlineData(OrderStatus.Failed, OrderStatus.Failed, CloseOutcome.HasPayment, ResubmitOutcome.Over)]
    [InlineData(OrderStatus.PartiallyRefunded, OrderStatus.PartiallyRefunded, CloseOutcome.HasPayment, ResubmitOutcome.Over)]
    [InlineData(OrderStatus.Refunded, OrderStatus.Refunded, CloseOutcome.HasPayment, ResubmitOutcome.Over)]
    public void Every_status_has_a_rule(OrderStatus status, OrderStatus paid, CloseOutcome closing, ResubmitOutcome resubmitting)
    {
        var order = Pending() with { Status = status };
        OrderRules.Accept(order, Pay(1000), assigned: true, Now).Order.Status.Should().Be(paid);
        OrderRules.Close(order, null, Now).Outcome.Should().Be(closing);
        OrderRules.Resubmit(order, 70m, null, Now).Should().Be(resubmitting);
    }

    [Fact]
    public void A_status_that_nobody_knows_is_an_error_and_not_a_rule()
    {
        var order = Pending() with { Status = (OrderStatus)99 };
        FluentActions.Invoking(() => OrderRules.Accept(order, Pay(1000), assigned: true, Now)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => OrderRules.Close(order, null, Now)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => OrderRules.Resubmit(order, 70m, null, Now)).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void History_is_bounded_and_keeps_its_first_line()
    {
        var order = Unquoted() with { History = [new HistoryEntry { At = Start, Event = "created" }] };
        for (var i = 0; i < 200; i++) order = OrderRules.WithQuote(order, QuoteOf((UInt128)i + 1, "w"), Now, Grace);
        order.History.Should().HaveCount(OrderRules.HistoryLimit);
        order.History[0].Event.Should().Be("created");
    }
}
