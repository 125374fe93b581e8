using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Tests.Wallets;

namespace Payments.Grains.Tests.Orders;

/// <summary>Orders over 10 USDT to wallets that tolerate one and a half percent.</summary>
public sealed class ToleranceTests : DerivedHost
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_exchange_kept_for_itself_may_be_missing(bool isDerived)
    {
        var wallet = await AddAsync(isDerived);
        var order = await OrderAsync("n", wallet);
        order.Quote!.Tolerated.Should().Be(Units(0.15m));
        await PayAsync(order.Quote.Address, 9.85m);
        (await OrderGrain("n").GetAsync())!.Status.Should().Be(OrderStatus.Completed);

        var next = await OrderAsync("m", wallet, 140);
        await PayAsync(next.Quote!.Address, 19.69m);
        var shorted = (await OrderGrain("m").GetAsync())!;
        (shorted.Status, PaymentFacts.Of(shorted)!.ToPay).Should().Be((OrderStatus.Detected, Units(0.31m)), "the first order waits for nothing any more, so the money is this one's");
    }

    [Fact]
    public async Task A_wallet_with_another_tolerance_is_no_other_address_for_the_same()
    {
        var wallet = await AddAsync(isDerived: false);
        await Merchant().AddWalletAsync(Plain with { Address = "0x00000000000000000000000000000000000000b2", Tolerance = null });
        var (first, second) = (await OrderAsync("n", wallet), await OrderAsync("m", wallet));
        (second.Quote!.Address, second.Quote.Units).Should().Be((first.Quote!.Address, Units(10.01m)));
    }

    private static SaveWallet Plain => new() { Chain = ChainId.Bsc, Token = "USDT", Address = "0x00000000000000000000000000000000000000b1", Currency = "CNY", Rate = 7m, Tolerance = 1.5m };

    private async Task<string> AddAsync(bool isDerived)
    {
        await Merchant().RegisterAsync(Registration);
        return (await Merchant().AddWalletAsync(isDerived ? Wish with { Tolerance = 1.5m } : Plain)).Wallet!.Id;
    }
}
