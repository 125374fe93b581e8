using Payments.Chains.Reading;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage;

namespace Payments.Grains.Tests.Chains;

/// <summary>Payments that wait for a block, from the watcher to the order, on a clock of the test's own.</summary>
public sealed class MempoolTests : MempoolHost
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    /// <summary>A merchant, an order over 10,000 satoshi, and a watcher.</summary>
    private async Task BeginAsync()
    {
        await Merchant().RegisterAsync(Registration);
        (await Merchant().AddWalletAsync(new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m })).Outcome.Should().Be(WalletOutcome.Saved);
        await OrderAsync();
        await WatchAsync();
    }

    [Fact]
    public async Task A_payment_is_detected_while_it_waits_and_counts_once_with_its_block()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        (await ReadAsync()).Sightings[0].SeenAt.Should().BeBefore(Time.GetUtcNow());

        Chain.Mine();
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await ReadAsync()).History.Count(entry => entry.Event is "sighted" or "unsighted").Should().Be(1);
    }

    [Fact]
    public async Task Nothing_is_final_that_the_node_which_answers_does_not_call_final()
    {
        await BeginAsync();
        Chain.OtherHead = new ChainHead(8, 2);
        Chain.Send("t1", Wallet, Price);
        for (var i = 0; i < 4; i++) Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);

        // The node that was read from is gone. The next one is behind it, and calls the payment's block 5 not final; counted from the cursor, 6 would be.
        Chain.OtherHead = new ChainHead(6, 4);
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        Chain.OtherHead = new ChainHead(7, 5);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Theory]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task A_round_that_fails_says_why_whoever_gave_up(Type failure)
    {
        await BeginAsync();
        (await StatusAsync()).LastError.Should().BeNull();
        Chain.HeadFailure = (Exception)Activator.CreateInstance(failure, "somebody else gave up")!;
        await RoundsAsync();
        (await StatusAsync()).LastError.Should().Be("somebody else gave up");

        Chain.HeadFailure = null;
        await RoundsAsync();
        (await StatusAsync()).LastError.Should().BeNull();
    }

    [Fact]
    public async Task A_replaced_payment_is_followed_and_one_that_was_spent_otherwise_leaves_the_order_waiting()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        Chain.Forget("t1");
        Chain.Send("t2", Wallet, Price);
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        (await ReadAsync()).Sightings[0].Transaction.Should().Be("t2");

        Chain.Forget("t2");
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        (await ReadAsync()).Reservation!.Units.Should().Be(Price);

        Chain.Send("t3", Wallet, Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task One_look_that_misses_a_payment_is_not_its_end()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        Chain.Forget("t1");
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        (await ReadAsync()).History.Count(entry => entry.Event == "sighted").Should().Be(1);
    }

    [Fact]
    public async Task While_blocks_or_the_mempool_cannot_be_read_nothing_is_gone()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        Chain.HidesBlocks = true;
        Chain.Mine();
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 1, 0);

        (Chain.HidesBlocks, Chain.HidesMempool) = (false, true);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);
    }

    [Theory]
    [InlineData("waits")]
    [InlineData("mined")]
    [InlineData("gone")]
    public async Task After_a_crash_the_mempool_is_looked_at_afresh(string became)
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        if (became == "mined") Chain.Mine();
        if (became == "gone") Chain.Forget("t1");
        await DieAndStartAsync(GrainHost.Keys(1));
        await ExpectAsync(OrderStatus.Detected, 1, 0);

        await WatchAsync();
        await RoundsAsync(2);
        await (became switch
        {
            "waits" => ExpectAsync(OrderStatus.Detected, 1, 0),
            "mined" => ExpectAsync(OrderStatus.Detected, 0, 1),
            _ => ExpectAsync(OrderStatus.Pending, 0, 0),
        });
        (await ReadAsync()).History.Count(entry => entry.Event is "sighted" or "detected").Should().Be(became == "mined" ? 2 : 1);
    }

    [Fact]
    public async Task An_order_waits_for_the_block_of_what_was_sighted_in_time()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        await RoundAfterAsync(TimeSpan.FromHours(5));
        for (var i = 0; i < 3; i++) Chain.Mine(isEmpty: true);
        await RoundsAsync();
        await Grain("B-1").WakeAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        await OrderAsync("B-2");
        (await ReadAsync("B-2")).Quote!.Units.Should().Be(Price + 1, "the amount is not given away");

        // Its amount, place and sighting survive the end of the process; the block comes hours after grace.
        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await ReadAsync()).Transfers[0].Late.Should().BeFalse();
        (await ReadAsync("B-2")).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_never_mined_holds_an_amount_for_a_day_at_most()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        var until = (await ReadAsync()).ExpiresAt + OrderRules.SightingPatience;
        await RoundAfterAsync(until - Time.GetUtcNow());
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        await Grain("B-1").WakeAsync();
        await ExpectAsync(OrderStatus.Expired, 0, 0);
        (await ReadAsync()).Reservation.Should().BeNull();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Expired, 0, 0);

        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Expired, 0, 0);
        (await Host.Get<TransferStore>().HasAnyAsync(ChainId.Bitcoin, Wallet)).Should().BeTrue("the merchant may assign it by hand");
    }

    [Fact]
    public async Task What_nobody_waits_for_is_nothing_until_its_block()
    {
        await BeginAsync();
        await OrderAsync("B-2");
        Chain.Send("t1", Wallet, 4_321);
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        (await Host.Get<TransferStore>().HasAnyAsync(ChainId.Bitcoin, Wallet)).Should().BeFalse();
        Chain.Mine();
        await RoundsAsync();
        (await Host.Get<TransferStore>().HasAnyAsync(ChainId.Bitcoin, Wallet)).Should().BeTrue();
    }

    [Fact]
    public async Task The_address_of_a_removed_wallet_is_watched_on_and_money_there_is_listed_as_unmatched()
    {
        await BeginAsync();
        var wallet = (await Merchant().GetAsync())!.Merchant.Wallets.Should().ContainSingle().Subject;
        (await Merchant().RemoveWalletAsync(wallet.Id)).Outcome.Should().Be(WalletOutcome.Saved);
        Chain.Send("t1", Wallet, Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);

        await RoundAfterAsync(TimeSpan.FromDays(30));
        var late = Chain.Send("t2", Wallet, Price).Id;
        Chain.Mine();
        await RoundsAsync(2);
        Chain.Watched.Should().Be(1);
        (await Host.Get<TransferStore>().FindAsync(late)).Should().NotBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task A_reorganisation_of_any_depth_takes_a_payment_back_and_the_next_block_with_it_counts_once(int depth)
    {
        await BeginAsync();
        for (var i = 0; i < 12; i++) Chain.Mine();
        await RoundsAsync();
        Chain.Send("t1", Wallet, Price);
        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);

        Chain.Drop(depth);
        for (var i = 0; i <= depth; i++) Chain.Mine();
        await RoundsAsync(2);
        // Deeper than the ten blocks that are remembered it is an operator's decision.
        (await Watcher.AdoptAsync()).Should().Be(depth > Chain.Options.ReorgWindow);
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        (await StatusAsync()).Reorgs.Should().BePositive();

        Chain.Send("t1", Wallet, Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await StatusAsync()).LastError.Should().BeNull();
    }
}
