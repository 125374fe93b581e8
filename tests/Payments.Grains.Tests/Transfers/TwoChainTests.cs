using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Transfers;

namespace Payments.Grains.Tests.Transfers;

/// <summary>An order that was paid in part on one chain and then, the coin changed, on another, while neither is final.</summary>
public sealed class TwoChainTests : TransferHost
{
    private Quote polygon = null!;
    private Quote bsc = null!;

    [Fact]
    public async Task A_reorganisation_of_the_second_chain_takes_back_what_it_paid()
    {
        await PayOnBothAsync(100);
        await RevertAsync(ChainId.Bsc, 9);
        (await ReadAsync("n")).Transfers.Select(counted => counted.Transfer.Chain).Should().Equal(ChainId.Polygon);

        await Dispatcher.ConfirmAsync(ChainId.Polygon, 50);
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 20);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Detected, "nobody paid the rest");
    }

    [Fact]
    public async Task A_transfer_that_is_mined_again_at_another_place_counts_once()
    {
        await PayOnBothAsync(60);
        await RevertAsync(ChainId.Bsc, 9);
        await Dispatcher.DispatchAsync([Pay(bsc, 60, 11, "0xbsc", "7")], 0);

        var order = await ReadAsync("n");
        order.Transfers.Where(counted => counted.Transfer.Chain == ChainId.Bsc).Should().ContainSingle().Which.Transfer.Id.Should().Be(TransferId.Of(ChainId.Bsc, "0xbsc", "7"));
        PaymentFacts.Of(order)!.Missing.Should().Be(bsc.Units / 10 * 4);
    }

    [Fact]
    public async Task A_final_payment_that_is_mined_again_at_another_place_is_its_orders_though_the_amount_was_given_up()
    {
        bsc = (await OrderAsync("n", await AddWalletAsync(ChainId.Bsc))).Quote!;
        await Dispatcher.DispatchAsync([Pay(bsc, 100, 10, "0xbsc")], 10);
        Time.Advance(OrderRules.PaidAmountTime);
        (await Grain("n").GiveUpAmountAsync()).Should().BeTrue();
        await RevertAsync(ChainId.Bsc, 9);
        (await Dispatcher.RemoveAsync(ChainId.Bsc, 9)).Should().Equal((await ReadAsync("n")).Id);

        await Dispatcher.DispatchAsync([Pay(bsc, 100, 11, "0xbsc", "7")], 0);
        (await UnmatchedAsync()).Should().BeEmpty("it is no other money");
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 11);
        (await ReadAsync("n")).Transfers.Should().ContainSingle().Which.Should()
            .Match<OrderTransfer>(one => one.RemovedAt == null && one.Confirmed && one.Transfer.Block == 11);
    }

    [Fact]
    public async Task A_full_payment_completes_the_order_while_the_first_chain_stands_still()
    {
        await PayOnBothAsync(100);
        await Dispatcher.ConfirmAsync(ChainId.Bsc, 10);
        (await ReadAsync("n")).Status.Should().Be(OrderStatus.Completed);
    }

    [Fact]
    public async Task Sightings_are_learnt_again_beside_transfers_of_another_chain()
    {
        await QuoteOnBothAsync();
        await Dispatcher.DispatchAsync([Pay(polygon, 50, 50, "0xpolygon")], 0);
        var sighting = new Sighting { Id = TransferId.Of(ChainId.Bsc, "0xs", "0"), Chain = ChainId.Bsc, Token = "USDT", Units = bsc.Units, To = bsc.Address, Transaction = "0xs", SeenAt = Time.GetUtcNow() };
        await Grain("n").SightAsync(sighting);

        (await Dispatcher.SightedAsync(ChainId.Bsc)).Should().Equal(((await ReadAsync("n")).Id, sighting.Id));
    }

    private async Task QuoteOnBothAsync()
    {
        var (onPolygon, onBsc) = (await AddWalletAsync(ChainId.Polygon), await AddWalletAsync(ChainId.Bsc));
        polygon = (await OrderAsync("n", onPolygon)).Quote!;
        bsc = (await Grain("n").ChooseWalletAsync(onBsc)).Order!.Quote!;
    }

    /// <summary>Pays half on Polygon in block 50 and a share on BSC in block 10.</summary>
    private async Task PayOnBothAsync(int percent)
    {
        await QuoteOnBothAsync();
        await Dispatcher.DispatchAsync([Pay(polygon, 50, 50, "0xpolygon")], 0);
        await Dispatcher.DispatchAsync([Pay(bsc, percent, 10, "0xbsc")], 0);
        (await ReadAsync("n")).Transfers.Should().HaveCount(2);
    }
}
