using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage;

namespace Payments.Grains.Tests.Chains;

/// <summary>Transactions that somebody asks about: what they are, and that none of them counts twice.</summary>
public sealed class TakeUpTests : MempoolHost
{
    private const string Wallet = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

    private async Task BeginAsync()
    {
        await Merchant().RegisterAsync(Registration);
        var wish = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wish)).Outcome.Should().Be(WalletOutcome.Saved);
        await WatchAsync();
        await OrderAsync();
    }

    private async Task DieAsync()
    {
        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
    }

    private Task<UnmatchedTransfer?> UnmatchedAsync(string transaction) =>
        Host.Get<TransferStore>().FindAsync(TransferId.Of(ChainId.Bitcoin, transaction, "0"));

    /// <summary>A block with a payment that reading does not see.</summary>
    private async Task<long> MissAsync(string transaction, UInt128 units)
    {
        Chain.HidesPayments = true;
        Chain.Send(transaction, Wallet, units);
        Chain.Mine();
        await RoundsAsync();
        Chain.HidesPayments = false;
        return (await StatusAsync()).Cursor!.Value;
    }

    /// <summary>What a look reads of a transaction.</summary>
    private async Task<IReadOnlyList<Transfer>> LookAsync(string transaction) => (await Watcher.LookAsync(transaction)).Transfers;

    private async Task TakeUpAsync(string transaction) =>
        (await Watcher.TakeUpAsync(await LookAsync(transaction))).Should().BeTrue();

    [Fact]
    public async Task What_was_missed_is_seen_by_a_look_and_counted_once_though_the_silo_dies_in_between()
    {
        await BeginAsync();
        var block = await MissAsync("missed", Price);
        var sight = await Watcher.LookAsync("missed");
        (sight.IsKnown, sight.Block, sight.IsRead, sight.IsFinal, sight.Confirmations).Should().Be((true, block, true, false, 1));
        sight.Transfers.Should().ContainSingle(transfer => transfer.Units == Price && transfer.To == Wallet);
        await ExpectAsync(OrderStatus.Pending, 0, 0);

        Chain.HidesBlocks = true;
        (await Watcher.TakeUpAsync(sight.Transfers)).Should().BeTrue("no node is asked again");
        Chain.HidesBlocks = false;
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        await DieAsync();
        await TakeUpAsync("missed");
        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        (await UnmatchedAsync("missed")).Should().BeNull();
    }

    [Fact]
    public async Task What_an_order_of_long_ago_counted_is_not_listed_though_its_address_forgot_it()
    {
        await BeginAsync();
        // A twentieth too much: nothing remembers that this very amount was asked.
        Chain.Send("excess", Wallet, Price + (Price / 20));
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        Time.Advance(TimeSpan.FromDays(3));
        Chain.Mine();
        await RoundsAsync(2);
        await DieAsync();

        await TakeUpAsync("excess");
        (await UnmatchedAsync("excess")).Should().BeNull();
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Fact]
    public async Task What_is_older_than_the_archive_keeps_is_left_alone()
    {
        await BeginAsync();
        await MissAsync("old", Price * 3);
        Time.Advance(OrderRules.ArchiveAge + TimeSpan.FromMinutes(1));
        Chain.Mine();
        await RoundsAsync();
        await TakeUpAsync("old");
        (await UnmatchedAsync("old")).Should().BeNull();
    }

    [Fact]
    public async Task Of_a_block_that_is_not_the_one_that_was_read_nothing_is_taken()
    {
        await BeginAsync();
        await MissAsync("forked", Price);
        var read = await LookAsync("forked");
        Chain.HidesBlocks = true;
        Chain.Drop(1);
        Chain.Send("forked", Wallet, Price);
        Chain.Mine();
        Chain.HidesBlocks = false;
        (await Watcher.TakeUpAsync(await LookAsync("forked"))).Should().BeFalse("the watcher follows the reorganisation first");
        Transfer[] next = [.. read.Select(transfer => transfer with { Block = transfer.Block + 1 })];
        (await Watcher.TakeUpAsync(next)).Should().BeFalse("it was not read yet");
        await ExpectAsync(OrderStatus.Pending, 0, 0);
    }

    [Fact]
    public async Task What_nobody_knows_and_what_waits_is_no_failure()
    {
        await BeginAsync();
        (await Watcher.LookAsync("none")).Should().BeEquivalentTo(new { IsKnown = false, Failure = (string?)null });
        Chain.Send("waiting", Wallet, Price);
        var sight = await Watcher.LookAsync("waiting");
        (sight.IsKnown, sight.Block, sight.Paid.Single().Address).Should().Be((true, null, Wallet));
        Chain.Forget("waiting");
    }
}
