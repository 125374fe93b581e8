using Payments.Chains.Reading;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Storage;

namespace Payments.Grains.Tests.Chains;

/// <summary>What nodes say decides when an order completes, and blocks are looked at twice: from the watcher to the order.</summary>
public sealed class ConfirmingTests : MempoolHost
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    private async Task BeginAsync()
    {
        await Merchant().RegisterAsync(Registration);
        var wallet = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        await OrderAsync();
        await WatchAsync();
    }

    private async Task PayAsync(string transaction = "t1")
    {
        Chain.Send(transaction, Wallet, Price);
        Chain.Mine();
        await RoundsAsync();
        Chain.Mine();
    }

    [Fact]
    public async Task A_payment_that_nodes_dispute_completes_nothing_until_they_agree_and_says_so()
    {
        await BeginAsync();
        Chain.Verdict = _ => new Verdict(VerdictKind.Disputed, "1 of the nodes tell of it and 1 deny it");
        await PayAsync();
        await RoundsAsync(3);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        var status = await StatusAsync();
        (status.Unconfirmed, status.Disputed).Should().Be((1, 1));
        status.Reasons.Should().Equal("nodes contradict each other about 1 payments, which wait");
        Chain.AskedBySecond.Should().BeTrue();

        Chain.Verdict = _ => new Verdict(VerdictKind.Confirmed);
        await RoundAfterAsync(TimeSpan.FromMinutes(1));
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        await RoundsAsync();
        (await StatusAsync()).Reasons.Should().BeEmpty();
    }

    [Fact]
    public async Task A_disputed_payment_holds_up_no_other_and_survives_a_restart()
    {
        await BeginAsync();
        await OrderAsync("B-2");
        Chain.Verdict = transfer => transfer.Transaction == "t1"
            ? new Verdict(VerdictKind.Disputed, "a lie") : new Verdict(VerdictKind.Confirmed);
        Chain.Send("t1", Wallet, Price);
        Chain.Send("t2", Wallet, Price + 1);
        Chain.Mine();
        await RoundsAsync();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        await ExpectAsync(OrderStatus.Completed, 0, 1, "B-2");

        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        (await StatusAsync()).Disputed.Should().Be(1);
    }

    [Fact]
    public async Task A_second_node_that_is_behind_is_asked_every_round_and_shown_when_it_takes_long()
    {
        await BeginAsync();
        var asked = 0;
        Chain.Verdict = _ =>
        {
            asked++;
            return new Verdict(VerdictKind.NotYet, "behind");
        };
        await PayAsync();
        await RoundsAsync(4);
        asked.Should().Be(4);
        (await StatusAsync()).Reasons.Should().BeEmpty();
        await RoundAfterAsync(TimeSpan.FromMinutes(10));
        (await StatusAsync()).Reasons.Should().ContainSingle().Which.Should().StartWith("1 payments wait for the word of a second node");
        Chain.Verdict = _ => new Verdict(VerdictKind.Confirmed);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task Payments_that_a_node_hid_for_a_moment_are_found_before_their_block_is_final()
    {
        await BeginAsync();
        Chain.LooksTwice = true;
        Chain.HidesPayments = true;
        await PayAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        Chain.HidesPayments = false;
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await StatusAsync()).LastError.Should().BeNull();
    }

    /// <summary>
    /// What lies deep has usually come to rest, and is not looked at again, unless it looks as if something were missing.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deep_block_is_looked_at_again_only_if_something_seems_to_be_missing(bool isSuspect)
    {
        await BeginAsync();
        Chain.LooksTwice = true;
        Chain.SuspectsEmptyBlocks = isSuspect;
        Chain.HidesBlocks = true;
        Chain.Send("t1", Wallet, Price);
        for (var i = 0; i < 20; i++) Chain.Mine();
        await RoundsAsync();
        (Chain.HidesBlocks, Chain.HidesPayments) = (false, true);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        Chain.HidesPayments = false;
        await RoundsAsync(2);
        await ExpectAsync(isSuspect ? OrderStatus.Completed : OrderStatus.Pending, 0, isSuspect ? 1 : 0);
    }

    [Fact]
    public async Task What_the_wallet_itself_signed_pays_no_order_and_is_listed_with_its_reason()
    {
        await BeginAsync();
        Chain.HidesMempool = Chain.PaysItself = true;
        var own = Chain.Send("swap", Wallet, Price).Id;
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        var unmatched = (await Host.Get<TransferStore>().FindAsync(own))!;
        (unmatched.Cause, unmatched.MeantFor).Should().Be(("own_transaction", null));

        Chain.PaysItself = false;
        await PayAsync();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task Blocks_that_were_not_final_at_a_crash_are_read_again()
    {
        await BeginAsync();
        Chain.LooksTwice = true;
        Chain.HidesPayments = true;
        Chain.Send("t1", Wallet, Price);
        Chain.Mine();
        await RoundsAsync();
        await DieAndStartAsync(GrainHost.Keys(1));
        Chain.HidesPayments = false;
        Chain.Mine();
        await WatchAsync();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task A_second_look_that_fails_delays_payments_for_minutes_and_not_for_good()
    {
        await BeginAsync();
        Chain.LooksTwice = Chain.HidesSecondLook = true;
        await PayAsync();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        (await StatusAsync()).LastError.Should().Be("no second look today");
        await RoundAfterAsync(TimeSpan.FromMinutes(5));
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await StatusAsync()).Reasons.Should().ContainSingle().Which
            .Should().EndWith("blocks count as final without the second look, which failed");
    }

    [Fact]
    public async Task What_is_final_completes_although_newer_blocks_cannot_be_read()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        Chain.Mine();
        Chain.Mine();
        Chain.Verdict = _ => new Verdict(VerdictKind.NotYet);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        Chain.Mine();
        Chain.HidesBlocks = true;
        Chain.Verdict = _ => new Verdict(VerdictKind.Confirmed);
        Chain.OtherHead = new ChainHead(6, 5);
        await RoundsAsync();
        Chain.OtherHead = null;
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task What_nobody_can_read_is_left_out_with_an_alarm_and_the_rest_goes_on()
    {
        await BeginAsync();
        Chain.Unreadable = "a transaction with more accounts than balances, or less";
        await PayAsync();
        Chain.Unreadable = null;
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await StatusAsync()).Unreadable.Should().Be(1);
        await Host.Grains.GetGrain<Contracts.Chains.IChainWatcherGrain>(ChainId.Bitcoin.WatcherKey).AcknowledgeAsync();
        (await StatusAsync()).Reasons.Should().BeEmpty();
    }
}
