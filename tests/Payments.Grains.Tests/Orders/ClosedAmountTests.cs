using Microsoft.Extensions.DependencyInjection;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Tests.Alarms;
using Payments.Storage;

namespace Payments.Grains.Tests.Orders;

/// <summary>What becomes of an order's amount when it is closed, with the alarms running.</summary>
public sealed class ClosedAmountTests : AlarmHost
{
    private const string SharedAddress = "0x52908400098527886e0f7030069857d2e4169ee7";

    protected override void Add(IServiceCollection services)
    {
    }

    [Fact]
    public async Task The_amount_is_free_seconds_after_the_closing_once_a_later_block_was_read()
    {
        var (wallet, order) = await OpenAsync();
        await WatchAsync(order.Id.Value[0]);
        (await OrderGrain("n").CloseAsync()).Should().Be(CloseOutcome.Closed);
        await PassAsync(Second * 2);
        (await ReadAsync("n")).Reservation.Should().NotBeNull("what was paid before the closing may be in a block that nobody has read");
        (await OrderAsync("while held", wallet)).Quote!.Units.Should().NotBe(order.Quote!.Units);

        await ReadThroughAsync(Now);
        await PassAsync(Second * 3);
        (await ReadAsync("n")).Should().Match<Order>(closed => closed.Reservation == null && closed.WakeAt == null);
        (await OrderAsync("next", wallet)).Quote!.Units.Should().Be(order.Quote!.Units);
    }

    [Fact]
    public async Task A_payment_made_before_the_closing_and_read_after_it_is_the_closed_orders_and_no_others()
    {
        var (wallet, order) = await OpenAsync();
        await OrderGrain("n").CloseAsync();
        var other = await OrderAsync("other", wallet);

        await PayAsync(SharedAddress, 10);

        var refused = (await Host.Get<TransferStore>().ListAsync(ShopId, null, 10)).Items.Should().ContainSingle().Subject;
        refused.MeantFor.Should().Be(order.Id);
        (await ReadAsync("other")).Transfers.Should().BeEmpty();
        other.Quote!.Units.Should().NotBe(order.Quote!.Units);
    }

    [Fact]
    public async Task Where_nobody_can_still_pay_the_amount_is_free_with_the_closing()
    {
        var (wallet, order) = await OpenAsync();
        await ReadThroughAsync(Now.AddMinutes(1));

        (await OrderGrain("n").CloseAsync()).Should().Be(CloseOutcome.Closed);

        (await ReadAsync("n")).Should().Match<Order>(closed => closed.Reservation == null && closed.WakeAt == null);
        (await OrderAsync("next", wallet)).Quote!.Units.Should().Be(order.Quote!.Units);
    }

    private async Task<(string Wallet, Order Order)> OpenAsync()
    {
        var wallet = await AddWalletAsync(PlainAt(SharedAddress));
        return (wallet, await OrderAsync("n", wallet));
    }
}
