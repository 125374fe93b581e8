using Payments.Contracts.Merchants;
using Payments.Grains.Tests.Wallets;

namespace Payments.Grains.Tests.Orders;

/// <summary>
/// Which of a merchant's wallets are other places for the same payment, and which only look like it. An order is over 10 USDT.
/// </summary>
public sealed class TwinWalletTests : DerivedHost
{
    private const string One = "0x00000000000000000000000000000000000000b1";
    private const string Other = "0x00000000000000000000000000000000000000b2";

    private static SaveWallet Plain => PlainAt(One) with { Tolerance = 1m };

    [Theory]
    [InlineData("nothing", Other, 10)]
    [InlineData("rate", One, 10.01)]
    [InlineData("no rate of its own", One, 10.01)]
    [InlineData("tolerance", One, 10.01)]
    [InlineData("no tolerance", One, 10.01)]
    [InlineData("currency", One, 10.01)]
    [InlineData("token", One, 10.01)]
    public async Task Only_a_wallet_that_differs_in_its_address_alone_takes_what_another_was_asked_for(string differs, string address,
        double tokens)
    {
        var wallet = await AddWalletAsync(Plain);
        await AddWalletAsync(Differing(differs));
        await OrderAsync("n", wallet);
        var second = (await OrderAsync("m", wallet)).Quote!;
        (second.Address, second.Units, second.Rate, second.Tolerated).Should()
            .Be((address, Units((decimal)tokens), 7m, Units((decimal)tokens) / 100));
    }

    [Fact]
    public async Task Two_wallets_of_one_address_have_each_its_own_rate_and_tolerance()
    {
        var usdt = await AddWalletAsync(PlainAt(One));
        var usdc = await AddWalletAsync(PlainAt(One) with { Token = "USDC", Rate = 5m, Tolerance = 2m });
        var (first, second) = ((await OrderAsync("n", usdt)).Quote!, (await OrderAsync("m", usdc)).Quote!);
        (first.Token, first.Units, first.Rate, first.Tolerated).Should().Be(("USDT", Units(10), 7m, null));
        (second.Token, second.Units, second.Rate, second.Tolerated).Should().Be(("USDC", Units(14), 5m, Units(0.28m)));

        await PayAsync(One, 13.72m);
        (await ReadAsync("m")).Transfers.Should().BeEmpty("that is another token");
        await PayAsync(One, 13.72m, "USDC");
        (await ReadAsync("m")).Status.Should().Be(Domain.Orders.OrderStatus.Completed);
        (await ReadAsync("n")).Transfers.Should().BeEmpty();
    }

    private static SaveWallet Differing(string what)
    {
        var other = Plain with { Address = Other };
        return what switch
        {
            "nothing" => other,
            "rate" => other with { Rate = 7.01m },
            "no rate of its own" => other with { Rate = null },
            "tolerance" => other with { Tolerance = 2m },
            "no tolerance" => other with { Tolerance = null },
            "currency" => other with { Currency = "USD" },
            "token" => other with { Token = "USDC" },
            _ => throw new ArgumentException(what, nameof(what)),
        };
    }
}
