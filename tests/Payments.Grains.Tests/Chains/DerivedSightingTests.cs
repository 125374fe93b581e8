using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Wallets;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Wallets;
using Payments.Grains.Orders;
using Payments.Grains.Wallets;
using Payments.Storage;

namespace Payments.Grains.Tests.Chains;

/// <summary>Payments on their way to addresses of orders' own: an address that was ever in a transaction is never given to another order, whatever became of it.</summary>
public sealed class DerivedSightingTests : MempoolHost
{
    private static readonly TimeSpan Over = new OrderOptions().Expiry + new OrderOptions().Grace + TimeSpan.FromMinutes(1);

    /// <summary>Blocks are searched for an address for a week after grace, and its memory goes within two days after that.</summary>
    private static readonly TimeSpan Forgotten = Over + new DerivationOptions().LateWatch + TimeSpan.FromDays(2);

    private static readonly string[] First = ["a", "b", "c"];

    private string AddressAt(long index) => Host.Get<ChainCatalog>().ReadKey(ChainId.Bitcoin, Vpub, null).Key!.AddressAt(index);

    private async Task<string> QuotedAsync(string number, CreateOutcome outcome = CreateOutcome.Created)
    {
        await OrderAsync(number, outcome);
        return (await ReadAsync(number)).Quote!.Address;
    }

    /// <summary>A merchant with a key, as many orders as the gap limit, and a watcher.</summary>
    private async Task BeginAsync()
    {
        await Merchant().RegisterAsync(Registration);
        var wish = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", ExtendedKey = Key, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wish)).Outcome.Should().Be(WalletOutcome.Saved);
        for (var i = 0; i < GapLimit; i++) (await QuotedAsync(First[i])).Should().Be(AddressAt(i));
        await WatchAsync();
    }

    private async Task DieAsync()
    {
        await DieAndStartAsync(GrainHost.Keys(1));
        await WatchAsync();
    }

    private async Task<ExtendedKeyStatus> KeyAsync() =>
        (await Host.Grains.GetGrain<IExtendedKeyGrain>(ExtendedKeyName.Of(ChainId.Bitcoin, Key.Id)).GetStatusAsync())!;

    [Theory]
    [InlineData("never")]
    [InlineData("after the address, before the order")]
    [InlineData("while sighted")]
    [InlineData("when gone")]
    [InlineData("when over")]
    public async Task An_address_whose_payment_was_dropped_is_given_to_no_other_order(string died)
    {
        await BeginAsync();
        var isHalf = died == "after the address, before the order";
        if (isHalf) (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "order");
        Chain.Send("t1", AddressAt(0), Price);
        await RoundsAsync();
        await ExpectAsync(isHalf ? OrderStatus.Pending : OrderStatus.Detected, isHalf ? 0 : 1, 0, "a");

        Chain.Forget("t1");
        if (isHalf || died == "while sighted") await DieAsync();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Pending, 0, 0, "a");
        if (died == "when gone") await DieAsync();
        await RoundAfterAsync(Over);
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        foreach (var number in First) await Grain(number).WakeAsync();
        await ExpectAsync(OrderStatus.Expired, 0, 0, "a");
        (await ReadAsync("a")).Reservation.Should().BeNull();
        if (died == "when over") await DieAsync();

        new[] { await QuotedAsync("d"), await QuotedAsync("e") }.Should().BeEquivalentTo([AddressAt(1), AddressAt(2)], "they were never in a transaction");
        (await QuotedAsync("f")).Should().Be(AddressAt(3), "none is free");
        var status = await KeyAsync();
        (status.NextIndex, status.LastPaidIndex).Should().Be((4L, (long?)null), "a wallet knows nothing of a transaction that was dropped, so its gap goes on");

        // Somebody broadcasts it again: its block makes it money that nobody of today is credited with.
        var transfer = Chain.Send("t1", AddressAt(0), Price).Id;
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        foreach (var number in new[] { "d", "e", "f" }) await ExpectAsync(OrderStatus.Pending, 0, 0, number);
        (await Host.Get<TransferStore>().FindAsync(transfer))!.MeantFor.Should().Be((await ReadAsync("a")).Id);
        (await KeyAsync()).LastPaidIndex.Should().Be(0);
    }

    [Fact]
    public async Task The_address_knows_of_a_payment_before_its_order_does()
    {
        await BeginAsync();
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "wallet-address");
        Chain.Send("t1", AddressAt(0), Price);
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Pending, 0, 0, "a");
        await RoundsAsync();
        await ExpectAsync(OrderStatus.Detected, 1, 0, "a");
    }

    [Fact]
    public async Task The_order_itself_has_its_address_again_and_is_paid_there_by_the_dropped_transaction()
    {
        await BeginAsync();
        Chain.Send("t1", AddressAt(0), Price);
        await RoundsAsync();
        Chain.Forget("t1");
        await RoundAfterAsync(Over);
        Chain.Mine(isEmpty: true);
        await RoundsAsync(3);
        await Grain("a").WakeAsync();
        (await ReadAsync("a")).Reservation.Should().BeNull();

        (await QuotedAsync("a", CreateOutcome.Reopened)).Should().Be(AddressAt(0));
        Chain.Send("t1", AddressAt(0), Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1, "a");
    }

    [Fact]
    public async Task A_block_after_grace_brings_a_sighted_payment_to_its_order_after_a_crash_as_well()
    {
        await BeginAsync();
        Chain.Send("t1", AddressAt(0), Price);
        await RoundsAsync();
        await RoundAfterAsync(Over);
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        foreach (var number in First) await Grain(number).WakeAsync();
        await DieAsync();
        new[] { await QuotedAsync("d"), await QuotedAsync("e") }.Should().NotContain(AddressAt(0));

        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        await ExpectAsync(OrderStatus.Completed, 0, 1, "a");
        (await ReadAsync("a")).Transfers[0].Late.Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_that_was_sent_to_a_free_address_is_not_for_the_order_that_wants_an_address_next(bool closes)
    {
        await BeginAsync();
        if (closes) (await Grain("a").CloseAsync()).Should().Be(CloseOutcome.Closed);
        await OverAsync();
        var transfer = Chain.Send("t1", AddressAt(0), Price).Id;
        await RoundsAsync();

        new[] { await QuotedAsync("d"), await QuotedAsync("e") }.Should().BeEquivalentTo([AddressAt(1), AddressAt(2)], "the first is on its way to be paid by whoever was asked before");
        (await QuotedAsync("f")).Should().Be(AddressAt(3));
        await ExpectAsync(closes ? OrderStatus.Closed : OrderStatus.Expired, 0, 0, "a");
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        foreach (var number in new[] { "d", "e", "f" }) await ExpectAsync(OrderStatus.Pending, 0, 0, number);
        (await Host.Get<TransferStore>().FindAsync(transfer))!.MeantFor.Should().Be((await ReadAsync("a")).Id);
    }

    [Fact]
    public async Task A_free_address_is_no_longer_watched_after_its_time_without_a_restart_and_again_when_an_order_has_it()
    {
        await BeginAsync();
        await OverAsync();
        await RoundAfterAsync(TimeSpan.FromDays(6));
        var late = Chain.Send("t1", AddressAt(1), Price).Id;
        Chain.Mine();
        await RoundsAsync();
        (await Host.Get<TransferStore>().FindAsync(late))!.MeantFor.Should().Be((await ReadAsync("b")).Id, "the week is not over");
        Chain.Watched.Should().Be(GapLimit);

        await RoundAfterAsync(Forgotten);
        Chain.Mine(isEmpty: true);
        await RoundsAsync(2);
        await RoundAfterAsync(TimeSpan.FromMinutes(10));
        var unseen = Chain.Send("t2", AddressAt(0), Price).Id;
        Chain.Mine();
        await RoundsAsync(2);
        Chain.Watched.Should().Be(0, "memory follows");
        (await Host.Get<TransferStore>().FindAsync(unseen)).Should().BeNull("nothing tells of money at an address whose time is long over");

        foreach (var fresh in new[] { "d", "e" }) await QuotedAsync(fresh);
        var again = new[] { await QuotedAsync("f"), await QuotedAsync("g") };
        again.Should().BeEquivalentTo([AddressAt(0), AddressAt(2)], "the gap is full again");
        var number = again[0] == AddressAt(2) ? "f" : "g";
        Chain.Send("t3", AddressAt(2), Price);
        Chain.Mine();
        Chain.Mine();
        await RoundsAsync(2);
        Chain.Watched.Should().Be(4);
        await ExpectAsync(OrderStatus.Completed, 0, 1, number);
    }

    /// <summary>The time of all orders passes, grace included, and blocks are read past it.</summary>
    private async Task OverAsync()
    {
        await RoundAfterAsync(Over);
        Chain.Mine(isEmpty: true);
        await RoundsAsync();
        foreach (var number in First) await Grain(number).WakeAsync();
    }
}
