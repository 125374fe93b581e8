using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Grains.Tests.Wallets;
using Payments.Storage;
using Payments.Storage.Archive;
using Payments.Storage.States;

namespace Payments.Grains.Tests.Orders;

/// <summary>Orders are archived beside the silo that has them in memory.</summary>
public sealed class ArchivedOrderTests : DerivedHost
{
    private const string Address = "0x00000000000000000000000000000000000000a1";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_expired_number_stays_taken_whether_its_grain_is_active_or_not(bool isActive)
    {
        var wallet = await AddAsync();
        await ExpireAsync("n", wallet);
        await ArchiveAsync(isActive);

        var again = await CreateAsync("n", wallet);

        (again.Outcome, again.Order!.Status).Should().Be((CreateOutcome.Archived, OrderStatus.Expired));
        again.Detail.Should().Be($"n is expired (order {again.Order.Id}), was archived on {Now:yyyy-MM-dd} and takes no money any more; " +
            "send a new number");
        (await CreateAsync("n", wallet, money: 71)).Outcome.Should().Be(CreateOutcome.Archived);
        (await ReadAsync("n")).ArchivedAt.Should().Be(Now);
        (await OrderGrain("n").CloseAsync()).Should().Be(CloseOutcome.Archived);
        (await OrderGrain("n").ChooseWalletAsync(wallet)).Outcome.Should().Be(CreateOutcome.NotOpen);
        (await CreateAsync("m", wallet)).Order!.Quote!.Units.Should().Be(Units(10), "what was tried for the old number holds no amount");
    }

    [Fact]
    public async Task What_an_active_grain_writes_does_not_bring_an_archived_order_back()
    {
        var wallet = await AddAsync();
        var order = await ExpireAsync("n", wallet);
        await ArchiveAsync(isActive: true);

        // The alarm of long ago comes now, and a payment that the address still takes for the order's.
        await OrderGrain("n").WakeAsync();
        var late = Payment(order.Quote!.Address, Units(10), 99, order.CreatedAt + Minute);
        await FluentActions.Awaiting(() => OrderGrain("n").AcceptTransferAsync(late, 99)).Should().ThrowAsync<Exception>();

        (await OrderGrain("n").AcceptTransferAsync(late, 99)).Should().Be(AcceptOutcome.Archived);
        var row = await Host.Get<IStateStore>().ReadAsync(StateTable.Orders, order.Id.GrainKey);
        Host.Get<JsonStateSerializer>().Deserialize<Order>(new BinaryData(row!.Value.State))
            .Should().BeEquivalentTo(OrderRules.Tombstone(order with { Status = OrderStatus.Expired }, Now));
    }

    [Fact]
    public async Task Money_that_comes_years_later_is_unmatched_and_cannot_be_assigned_to_an_archived_order()
    {
        var wallet = await AddAsync();
        var order = await ExpireAsync("n", wallet);
        await ArchiveAsync(isActive: true);

        var transfer = await PayAsync(order.Quote!.Address, 10);

        var store = Host.Get<TransferStore>();
        (await store.ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, 10)).Items.Should().ContainSingle();
        (await OrderGrain("n").AssignTransferAsync(transfer.Id)).Should().Be(AcceptOutcome.Archived);
        (await store.FindAsync(transfer.Id))!.AssignedOrder.Should().BeNull();
    }

    [Fact]
    public async Task A_completed_order_is_archived_and_its_facts_stay()
    {
        var wallet = await AddAsync();
        var order = await OrderAsync("n", wallet);
        var paid = await PayAsync(order.Quote!.Address, 10);
        await PassAsync(Expiry + Grace + Minute, "n");
        var completed = await ReadAsync("n");
        completed.Transfers.Should().ContainSingle(counted => counted.Transfer.Id == paid.Id);
        await ArchiveAsync(isActive: true);
        // Who counts it is in the archive's file now, and no longer where the auditor looks.
        Host.Audit.Forget(paid.Id);

        (await ReadAsync("n")).Should().BeEquivalentTo(OrderRules.Tombstone(completed, Now));
        (await CreateAsync("n", wallet)).Detail.Should().StartWith("n is completed (order ");
    }

    private Task<string> AddAsync() => AddWalletAsync(PlainAt(Address));

    /// <summary>An order that nobody paid and whose amount was released.</summary>
    private async Task<Order> ExpireAsync(string number, string wallet)
    {
        var order = await OrderAsync(number, wallet);
        await PassAsync(Expiry + Minute, number);
        await PassAsync(Grace + Minute, number);
        var expired = await ReadAsync(number);
        (expired.Status, expired.Reservation, expired.WakeAt).Should().Be((OrderStatus.Expired, null, null));
        return order;
    }

    /// <summary>Archives what is 31 days old by then, with or without the grains' memory.</summary>
    private async Task ArchiveAsync(bool isActive)
    {
        if (!isActive) await RestartAsync(GrainHost.Keys(1));
        Host.Time.Advance(TimeSpan.FromDays(40));
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "archive")).FullName;
        var files = (await Host.Get<ArchiveWriter>().WriteAsync(folder, Now.AddDays(-31))).Files;
        var removed = await Host.Get<ArchiveRemover>().RemoveAsync(files.Should().ContainSingle().Subject.Path);
        (removed.Orders, removed.Changed).Should().Be((1, 0));
    }
}
