using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;
using Payments.Grains.Chains;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;

namespace Payments.Grains.Tests.Transfers;

/// <summary>
/// What an address's memory does not know and the database does: after a restart, and while another activation of the same address lives
/// for a moment, which here is that of a second silo over the same database. Orders are at 7 CNY for one token.
/// </summary>
public sealed class ForgottenTransferTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a1";

    [Fact]
    public async Task A_part_that_is_brought_again_after_a_restart_is_counted_once_and_no_strangers()
    {
        var wallet = await AddWalletAsync(PlainAt(Address));
        await OrderAsync("a", wallet);
        var part = Payment(Address, Units(6), 1, Now) with { From = "" };
        await DispatchAsync(part);
        // An order that would take it for its own, were it new.
        await OrderAsync("b", wallet, 77);
        await DieAndStartAsync(GrainHost.Keys(1));

        await DispatchAsync(part);

        (await ReadAsync("a")).Transfers.Should().ContainSingle();
        (await ReadAsync("b")).Transfers.Should().BeEmpty();
        (await UnmatchedAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(700)]
    [InlineData(98)]
    public async Task An_amount_that_only_the_database_knows_is_its_orders(int money)
    {
        var wallet = await AddWalletAsync(PlainAt(Address));
        // By what is known here 10 would fit nobody, or would be a part of 14.
        await OrderAsync("known", wallet, money);
        await using var other = await StartAsync(GrainHost.Keys(1), Host.Time);
        (await CreateAsync("unknown", wallet, 70, other)).Order!.Quote!.Units.Should().Be(Units(10));

        await DispatchAsync(Payment(Address, Units(10), 1, Now));

        (await ReadAsync("unknown")).Transfers.Should().ContainSingle();
        (await ReadAsync("known")).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task An_amount_that_was_proposed_here_and_stored_for_another_is_the_others()
    {
        var wallet = await AddWalletAsync(PlainAt(Address));
        (Host.Storage.FailNextWrite, Host.Storage.FailOnly) = (new IOException("disk full"), "order");
        await FluentActions.Awaiting(() => CreateAsync("proposed", wallet)).Should().ThrowAsync<Exception>();
        await using var other = await StartAsync(GrainHost.Keys(1), Host.Time);
        (await CreateAsync("stored", wallet, host: other)).Order!.Quote!.Units.Should().Be(Units(10));

        await DispatchAsync(Payment(Address, Units(10), 1, Now));

        (await ReadAsync("stored")).Transfers.Should().ContainSingle();
        (await UnmatchedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_payment_that_was_counted_elsewhere_is_not_counted_here_again()
    {
        var wallet = await AddWalletAsync(PlainAt(Address));
        // By what is known here 100 would be a part of 110.
        await OrderAsync("known", wallet, 770);
        await using var other = await StartAsync(GrainHost.Keys(1), Host.Time);
        await CreateAsync("unknown", wallet, 700, other);
        var payment = Payment(Address, Units(100), 1, Now);
        await other.Get<TransferDispatcher>().DispatchAsync([payment], 0);
        (await OrderGrain("unknown", other).GetAsync())!.Transfers.Should().ContainSingle();

        await DispatchAsync(payment);

        (await ReadAsync("unknown")).Transfers.Should().ContainSingle();
        (await ReadAsync("known")).Transfers.Should().BeEmpty();
        (await UnmatchedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_sighting_from_before_the_opening_is_no_orders_and_one_at_the_opening_is()
    {
        var wallet = await AddWalletAsync(PlainAt(Address));
        var before = Sight("0xbefore", Now - TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        var order = await OrderAsync("a", wallet);
        var inTime = Sight("0xin-time", Now);
        var owners = await Host.Get<TransferDispatcher>().SightAsync([before, inTime]);
        (owners.Count, owners[before.Id], owners[inTime.Id]).Should().Be((2, null, order.Id));
    }

    private Task DispatchAsync(Transfer transfer) => Host.Get<TransferDispatcher>().DispatchAsync([transfer], 0);

    private async Task<IReadOnlyList<UnmatchedTransfer>> UnmatchedAsync() =>
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, 200)).Items;

    private static Sighting Sight(string transaction, DateTimeOffset at) => new()
    {
        Id = TransferId.Of(ChainId.Bsc, transaction, "0"),
        Chain = ChainId.Bsc,
        Token = "USDT",
        Units = Units(10),
        To = Address,
        Transaction = transaction,
        SeenAt = at,
    };
}
