using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Chains;

/// <summary>Where a watcher begins, how far it goes back, and what it has stored when a process dies.</summary>
public sealed class ReorganisationTests : MempoolHost
{
    private const string Wallet = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";

    [Fact]
    public async Task A_second_reorganisation_that_goes_deeper_than_the_first_is_followed_to_its_own_ancestor()
    {
        await BeginAsync();
        var stray = Chain.Send("stray", Wallet, 3 * Price).Id;
        for (var i = 0; i < 4; i++) Chain.Mine();
        await RoundsAsync();
        Chain.Drop(1);
        for (var i = 0; i < 2; i++) Chain.Mine();
        await RoundsAsync(2);
        (await StatusAsync()).Reorgs.Should().Be(1);
        (await FindAsync(stray)).Should().NotBeNull("its block stands");

        // Down to the block before the stray's; the payment is in a block between the two ancestors.
        Chain.Drop(5);
        Chain.Send("payer", Wallet, Price);
        for (var i = 0; i < 6; i++) Chain.Mine();
        await RoundsAsync(3);

        (await FindAsync(stray)).Should().BeNull("its block is gone");
        await ExpectAsync(OrderStatus.Completed, 0, 1);
        var status = await StatusAsync();
        status.Reorgs.Should().Be(2);
        status.Reasons.Should().BeEmpty("both ancestors are remembered");
    }

    [Fact]
    public async Task What_waits_again_after_a_reorganisation_is_shown_again()
    {
        await BeginAsync();
        Chain.Send("t1", Wallet, Price);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        Chain.Mine();
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);

        Chain.Drop(1);
        Chain.Send("t1", Wallet, Price);
        Chain.Mine(isEmpty: true);
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1)]
    [InlineData(0)]
    public async Task The_first_block_of_the_settings_is_read_and_none_before_it(long start)
    {
        await RegisterAsync();
        var older = Chain.Send("older", Wallet, 3 * Price).Id;
        Chain.Mine();
        var first = Chain.Send("first", Wallet, 4 * Price).Id;
        for (var i = 0; i < 3; i++) Chain.Mine();
        Chain.StartAt(start);
        await WatchAsync();

        (await FindAsync(first)).Should().NotBeNull();
        (await FindAsync(older) is not null).Should().Be(start < 6);
    }

    [Theory]
    [InlineData("order", false)]
    [InlineData("order", true)]
    [InlineData("wallet-address", true)]
    public async Task The_cursor_is_stored_when_the_payments_of_its_blocks_are_and_not_before(string failing, bool dies)
    {
        await BeginAsync(isDerived: failing == "wallet-address");
        var address = (await ReadAsync()).Quote!.Address;
        var cursor = await StoredCursorAsync();
        Chain.Send("t1", address, Price);
        Chain.Mine();
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), failing);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0);
        (await StoredCursorAsync(), (await StatusAsync()).Cursor).Should().Be((cursor, cursor));
        (await StatusAsync()).LastError.Should().NotBeNull();

        if (dies)
        {
            await DieAndStartAsync(GrainHost.Keys(1));
            await WatchAsync();
        }
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 0, 1);
        (await StoredCursorAsync()).Should().Be(cursor + 1);
    }

    private async Task RegisterAsync(bool isDerived = false)
    {
        await Merchant().RegisterAsync(Registration);
        var wish = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        if (isDerived) wish = wish with { Address = null, ExtendedKey = Key };
        (await Merchant().AddWalletAsync(wish)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    /// <summary>A merchant, an order over 10,000 satoshi, and a watcher that has read the chain.</summary>
    private async Task BeginAsync(bool isDerived = false)
    {
        await RegisterAsync(isDerived);
        await OrderAsync();
        await WatchAsync();
    }

    private async Task<long?> StoredCursorAsync()
    {
        var (table, key) = StateTables.Locate(StateNames.ChainWatcher, ChainId.Bitcoin.WatcherKey);
        return JsonNode.Parse((await Host.Get<IStateStore>().ReadAsync(table, key))!.Value.State)!["cursor"]!.GetValue<long>();
    }

    private Task<UnmatchedTransfer?> FindAsync(TransferId transfer) => Host.Get<TransferStore>().FindAsync(transfer);
}
