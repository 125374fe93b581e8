using Microsoft.Extensions.DependencyInjection;
using Payments.Chains.Reading;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Grains.Orders;

namespace Payments.Grains.Tests.Chains;

/// <summary>Orders below <c>Orders:SecondNodeFrom</c> need the word of one node.</summary>
public sealed class SecondNodeFromTests : MempoolHost
{
    private const string Wallet = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

    protected override void Configure(IServiceCollection services) =>
        services.Configure<OrderOptions>(options => options.SecondNodeFrom = 70);

    [Theory]
    [InlineData(69.99, false)]
    [InlineData(70, true)]
    [InlineData(70.01, true)]
    public async Task A_second_node_is_asked_from_the_sum_on_and_below_it_one_is_enough(decimal money, bool bySecond)
    {
        await Merchant().RegisterAsync(Registration);
        var wallet = new SaveWallet { Chain = ChainId.Bitcoin, Token = "BTC", Address = Wallet, Currency = "CNY", Rate = 700_000m };
        (await Merchant().AddWalletAsync(wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        var created = await Grain("B-1").CreateAsync(new CreateOrder
        {
            Merchant = Host.Get<IOrderIds>().ForEmail(Registration.Email),
            Number = "B-1",
            Money = money,
            Terms = new() { Face = Face.Epay, MoneyText = "70" },
        });
        await WatchAsync();
        Chain.Verdict = _ => new Verdict(VerdictKind.Confirmed);
        Chain.Send("t1", Wallet, created.Order!.Quote!.Units);
        Chain.Mine();
        await RoundsAsync();
        Chain.Mine();
        await RoundsAsync(2);

        Chain.AskedBySecond.Should().Be(bySecond);
        await ExpectAsync(OrderStatus.Completed, 0, 1);
    }
}
