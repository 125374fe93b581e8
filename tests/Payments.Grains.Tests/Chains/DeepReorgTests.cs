using Payments.Chains.Reading;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Orders;
using Payments.Storage;

namespace Payments.Grains.Tests.Chains;

/// <summary>A reorganisation takes back the block of a payment that was final and completed an order.</summary>
public sealed class DeepReorgTests : MempoolHost
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    private const string Stopped =
        "a reorganisation deeper than the 10 blocks that are remembered stopped reading; an operator decides";

    private async Task CompleteAsync()
    {
        await Merchant().RegisterAsync(Registration);
        var wallet = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        await OrderAsync();
        await WatchAsync();
        Chain.Send("t1", Wallet, Price);
        for (var i = 0; i < 4; i++) Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    private async Task ReorganiseAsync(int depth = 4)
    {
        Chain.Drop(depth);
        for (var i = 0; i <= depth; i++) Chain.Mine(isEmpty: true);
        await RoundsAsync(2);
    }

    private async Task ExpectAlarmAsync()
    {
        var order = await ReadAsync();
        order.Status.Should().Be(OrderStatus.Completed);
        order.Transfers.Should().ContainSingle().Which.RemovedAt.Should().NotBeNull();
        order.History.Should().ContainSingle(entry => entry.Event == "payment-removed" && entry.Note == "t1");
        var status = await StatusAsync();
        status.Removed.Should().Equal(order.Id);
        status.Reasons.Should().Equal("a reorganisation took back the payments of 1 completed orders");
    }

    [Fact]
    public async Task The_order_stays_completed_carries_the_fact_and_the_chain_alarms_through_a_restart()
    {
        await CompleteAsync();
        var deliveries = (await ReadAsync()).Deliveries;
        await ReorganiseAsync();
        await ExpectAlarmAsync();

        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
        await RoundsAsync(5);
        await ExpectAlarmAsync();
        (await ReadAsync()).Deliveries.Should().Be(deliveries, "a callback that says success is not sent again");

        await Watcher.AcknowledgeAsync();
        (await StatusAsync()).Reasons.Should().BeEmpty();
        (await ReadAsync()).Transfers[0].RemovedAt.Should().NotBeNull("what is written on the order stays");
    }

    [Fact]
    public async Task The_alarm_ends_by_itself_when_the_payment_is_final_in_another_block()
    {
        await CompleteAsync();
        await ReorganiseAsync();
        Chain.Send("t1", Wallet, Price);
        Chain.Mine();
        await RoundsAsync();
        await ExpectAlarmAsync();
        Chain.Mine();
        await RoundsAsync(2);
        await RoundAfterAsync(TimeSpan.FromMinutes(1));
        (await StatusAsync()).Reasons.Should().BeEmpty();
        var order = await ReadAsync();
        (order.Transfers.Single().RemovedAt, order.Transfers.Single().Confirmed, order.Status)
            .Should().Be((null, true, OrderStatus.Completed));
        order.History.Should().ContainSingle(entry => entry.Event == "payment-returned");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_payment_that_returns_after_its_order_let_go_of_its_amount_is_the_orders_still(bool dies)
    {
        await CompleteAsync();
        await RoundAfterAsync(new OrderOptions().Expiry + new OrderOptions().Grace + TimeSpan.FromMinutes(1));
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        await Grain("B-1").WakeAsync();
        (await ReadAsync()).Reservation.Should().BeNull();
        await ReorganiseAsync(5);
        await ExpectAlarmAsync();
        if (dies)
        {
            await DieAndStartAsync(GrainHost.Keys(1));
            await WatchAsync();
        }

        var payment = Chain.Send("t1", Wallet, Price).Id;
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await RoundAfterAsync(TimeSpan.FromMinutes(1));
        (await StatusAsync()).Reasons.Should().BeEmpty();
        var transfer = (await ReadAsync()).Transfers.Should().ContainSingle().Subject;
        (transfer.RemovedAt, transfer.Confirmed).Should().Be((null, true));
        (await Host.Get<TransferStore>().FindAsync(payment)).Should().BeNull("it is counted already");
    }

    [Fact]
    public async Task A_reorganisation_in_the_first_round_after_a_restart_is_not_overlooked()
    {
        await CompleteAsync();
        await DieAndStartAsync(GrainHost.Keys(1));
        Chain.Drop(4);
        for (var i = 0; i <= 4; i++) Chain.Mine(isEmpty: true);
        await WatchAsync();
        await RoundsAsync(2);
        await ExpectAlarmAsync();
    }

    [Fact]
    public async Task A_reorganisation_above_final_blocks_alarms_nobody()
    {
        await CompleteAsync();
        await ReorganiseAsync(1);
        (await StatusAsync()).Reorgs.Should().Be(1);
        (await StatusAsync()).Reasons.Should().BeEmpty();
        (await ReadAsync()).Transfers.Single().RemovedAt.Should().BeNull();
    }

    /// <summary>Puts another chain in the place of all that the window of ten remembers.</summary>
    private async Task ReplaceAsync()
    {
        for (var i = 0; i < 10; i++) Chain.Mine(isEmpty: true);
        await RoundsAsync();
        await ReorganiseAsync(12);
    }

    private async Task ExpectStopAsync(long cursor)
    {
        var status = await StatusAsync();
        (status.Cursor, status.Reorgs).Should().Be((cursor, 0));
        status.Reasons.Should().Equal(Stopped);
        status.LastError.Should().Contain("stopped until an operator decides");
    }

    [Fact]
    public async Task Below_the_window_reading_stops_until_an_operator_has_it_followed()
    {
        await CompleteAsync();
        await ReplaceAsync();
        await ExpectStopAsync(cursor: 18);
        await Watcher.AcknowledgeAsync();
        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
        await RoundsAsync(3);
        await ExpectStopAsync(cursor: 18);

        (await Watcher.AdoptAsync()).Should().BeTrue();
        await RoundsAsync(2);
        var status = await StatusAsync();
        (status.Cursor, status.Reorgs, status.LastError).Should().Be((19, 1, null));
        status.Reasons.Should().Equal("a reorganisation went below the oldest block that is remembered");
        await RoundAfterAsync(TimeSpan.FromMinutes(2));
        (await StatusAsync()).Reasons.Should().NotBeEmpty("an operator ends that alarm");
        await Watcher.AcknowledgeAsync();
        (await StatusAsync()).Reasons.Should().BeEmpty();
        (await Watcher.AdoptAsync()).Should().BeFalse("there is nothing to decide any more");
    }

    [Fact]
    public async Task Payments_wait_while_reading_is_stopped_and_it_goes_on_by_itself_with_the_chain_that_was_read()
    {
        await CompleteAsync();
        await OrderAsync("B-2");
        Chain.Send("t2", Wallet, (await ReadAsync("B-2")).Quote!.Units);
        for (var i = 0; i < 10; i++) Chain.Mine(isEmpty: true);
        Chain.Mine();
        Chain.Mine(isEmpty: true);
        Chain.Verdict = _ => new Verdict(VerdictKind.NotYet, "a node is behind");
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1, "B-2");
        var restore = Chain.Remember();
        Chain.Verdict = _ => new Verdict(VerdictKind.Confirmed);
        await ReorganiseAsync(12);
        await ExpectStopAsync(cursor: 20);
        await ExpectAsync(OrderStatus.Detected, 0, 1, "B-2");

        restore();
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        var status = await StatusAsync();
        (status.Cursor, status.Reorgs, status.LastError).Should().Be((21, 0, null));
        status.Reasons.Should().BeEmpty();
        await ExpectAsync(OrderStatus.Completed, 0, 1, "B-2");
    }

    [Fact]
    public async Task Where_another_node_has_the_chain_that_was_read_nothing_is_stopped_and_nothing_followed()
    {
        await CompleteAsync();
        for (var i = 0; i < 10; i++) Chain.Mine(isEmpty: true);
        await RoundsAsync();
        var restore = Chain.Remember();
        Chain.IsKnownElsewhere = true;
        await ReorganiseAsync(12);
        var status = await StatusAsync();
        (status.Cursor, status.Reorgs, status.LastError).Should()
            .Be((18, 0, "the nodes tell of different chains; the one that was read is followed"));
        status.Reasons.Should().BeEmpty();
        (await Watcher.AdoptAsync()).Should().BeFalse();

        restore();
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        (await StatusAsync()).Cursor.Should().Be(19);
    }

    [Fact]
    public async Task A_reorganisation_soon_after_the_first_start_is_followed()
    {
        await WatchAsync();
        Chain.Drop(2);
        for (var i = 0; i < 3; i++) Chain.Mine(isEmpty: true);
        await RoundsAsync(2);
        var status = await StatusAsync();
        (status.Cursor, status.Reorgs).Should().Be((5, 1));
        status.Reasons.Should().BeEmpty();
    }
}
