using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Grains.Chains;
using Payments.Storage;

namespace Payments.Grains.Tests.Wallets;

/// <summary>Transfers to an order's own address that are too little to be stored.</summary>
public sealed class OwnAddressDustTests : DerivedHost
{
    private const int Many = 300;

    [Theory]
    [InlineData("late")]
    [InlineData("before the order")]
    [InlineData("in another coin")]
    [InlineData("to a closed order")]
    public async Task Dust_is_a_number_and_no_rows_whatever_keeps_it_from_the_order(string why)
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        if (why == "late") await PassAsync(Expiry + Grace + TimeSpan.FromMinutes(1), "n");
        if (why == "to a closed order") await OrderGrain("n").CloseAsync();
        var at = why == "before the order" ? Now - TimeSpan.FromHours(6) : Now;
        var token = why == "in another coin" ? "USDC" : "USDT";
        Domain.Transfers.Transfer[] dust = [.. Enumerable.Range(1, Many)
            .Select(number => Payment(order.Quote!.Address, 1, number, at, token) with { Block = 7 })];
        var step = Payment(order.Quote!.Address, Units(0.01m), Many + 1, at, token) with { Block = 7 };
        await Host.Get<TransferDispatcher>().DispatchAsync([.. dust, step], 7);
        await Host.Get<TransferDispatcher>().DispatchAsync(dust, 7);

        (await UnmatchedAsync()).Should().ContainSingle("one step may be a payment").Which.Transfer.Id.Should().Be(step.Id);
        (await Host.Get<DustStore>().ListAsync(order.Merchant)).Should().ContainSingle().Which.Should().Match<DustCount>(count =>
            count.Transfers == Many && count.Address == order.Quote.Address && count.Token == token);
        (await ReadAsync("n")).Transfers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_rest_below_one_step_that_was_asked_is_kept_when_it_comes_late()
    {
        var order = await OrderAsync("n", await AddWalletAsync());
        await PayAsync(order.Quote!.Address, 9.995m);
        PaymentFacts.Of(await ReadAsync("n"))!.Missing.Should().Be(Units(0.005m));
        await PassAsync(Expiry + Grace + TimeSpan.FromMinutes(1), "n");
        var rest = await PayAsync(order.Quote.Address, 0.005m);
        (await UnmatchedAsync()).Should().ContainSingle().Which.Transfer.Id.Should().Be(rest.Id);
        (await Host.Get<DustStore>().ListAsync(order.Merchant)).Should().BeEmpty();
    }

    private async Task<IReadOnlyList<UnmatchedTransfer>> UnmatchedAsync() =>
        (await Host.Get<TransferStore>().ListAsync(Host.Get<IOrderIds>().ForEmail(Shop), null, Many + 10)).Items;
}
