using System.Net;
using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.Domain.Money;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>The same face from a merchant's own wallets: the merchant's setting alone decides.</summary>
public sealed class OwnWalletRechargeTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    private static int addresses;

    [Fact]
    public async Task A_recharge_to_an_own_wallet_counts_its_confirmations_and_credits()
    {
        var (shop, address) = await ShopAsync("USDT");
        var user = shop.User("user-1");
        var (status, made) = await user.CreateAsync("""{"amount":"70","currency":"CNY","to_currency":"USDT","network":"bsc"}""");
        status.Should().Be(HttpStatusCode.Created, made.ToJsonString());
        var id = (string)made["payment_id"]!;
        ((string)made["pay_amount"]!, (string)made["pay_currency"]!, (string)made["network"]!).Should().Be(("10", "USDT", "bsc"));
        ((string)made["address"]!).ToLowerInvariant().Should().Be(address);
        ((string)made["payment_url"]!).Should().EndWith($"/cashier?id={id}");
        var watching = user.MonitorAsync(id);

        gateway.Chain.Pay(address, "USDT", 6 * TokenAmount.Scale(18));
        var part = await user.BecomesAsync(id, "underpaid");
        ((string)part["pay_amount"]!, (string)part["received_amount"]!).Should().Be(("4", "6"));
        gateway.Chain.Pay(address, "USDT", 4 * TokenAmount.Scale(18));
        var seen = await user.BecomesAsync(id, "confirming");
        ((int)seen["confirmations_required"]!, seen["transactions"]!.AsArray().Count).Should().Be((3, 2));
        await Payments.Testing.Patience.UntilAsync(
            async () => (int?)(await user.GetAsync($"payments/{id}")).Body["confirmations"],
            depth => depth == 1, "its own block is counted");
        gateway.Chain.Mine();
        gateway.Chain.Mine();
        var states = await watching;
        ((string)states[^1]["status"]!, (bool)states[^1]["credited"]!).Should().Be(("completed", true));
        var balance = (await shop.Client.GetAsync("/users/user-1/balance")).Data["balances"]![0]!;
        ((string)balance["currency"]!, (string)balance["available"]!).Should().Be(("CNY", "70"));
    }

    [Theory]
    [InlineData("""{"amount":"70","currency":"CNY"}""", "to_currency: expected one of USDT on bsc, BNB on bsc")]
    [InlineData("""{"amount":"70","currency":"CNY","to_currency":"BTC"}""", "to_currency: expected one of USDT on bsc, BNB on bsc")]
    [InlineData("""{"amount":"70","currency":"CNY","to_currency":"USDT","network":"tron"}""",
        "to_currency: expected one of USDT on bsc, BNB on bsc")]
    [InlineData("""{"amount":"70","currency":"EUR","to_currency":"USDT"}""", "currency: expected one of CNY")]
    public async Task What_the_wallets_do_not_take_is_refused_by_name(string body, string detail)
    {
        var (shop, _) = await ShopAsync("USDT", "BNB");
        var (status, answer) = await shop.User("user-1").CreateAsync(body);
        (status, (string)answer["detail"]!).Should().Be((HttpStatusCode.BadRequest, detail));
    }

    [Fact]
    public async Task A_merchant_without_wallets_takes_none()
    {
        var shop = await gateway.ShopAsync();
        await shop.SetAsync("""{"source":"wallets"}""");
        var (status, answer) = await shop.User("user-1").CreateAsync("""{"amount":"70","currency":"CNY"}""");
        (status, (string)answer["detail"]!).Should().Be((HttpStatusCode.BadRequest, "currency: this merchant has no wallet"));
        (await shop.User("user-1").GetAsync("crypto/currencies")).Body["currencies"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task The_coins_are_those_of_the_wallets_and_the_only_one_needs_no_name()
    {
        var (shop, _) = await ShopAsync("USDT");
        var list = (await shop.User("user-1").GetAsync("crypto/currencies?currency=CNY")).Body;
        ((string)list["source"]!, list["amount_currencies"]!.ToJsonString()).Should().Be(("wallets", """["CNY"]"""));
        var coin = list["currencies"]!.AsArray().Should().ContainSingle().Which!;
        coin.ToJsonString().Should().Be("""{"currency":"USDT","network":"bsc","is_available":true,"rate":"7","min_amount":null""" +
            ""","max_amount":null,"fee_amount":"0","fee_percent":"0"}""");
        var made = (await shop.User("user-1").CreateAsync("""{"amount":"70","currency":"CNY"}""")).Body;
        ((string)made["pay_currency"]!, (bool)made["simulated"]!).Should().Be(("USDT", false));
        // Back at Cryptomus, by the same setting.
        await shop.SetAsync("""{"source":"cryptomus"}""");
        var there = (await shop.User("user-1").CreateAsync("""{"amount":"70","currency":"CNY"}""")).Body;
        ((string)there["payment_url"]!).Should().StartWith(gateway.Sandbox.Url.ToString());
    }

    private async Task<(RechargeShop Shop, string Address)> ShopAsync(params string[] tokens)
    {
        var shop = await gateway.ShopAsync();
        var address = $"0x{Interlocked.Increment(ref addresses):x40}";
        foreach (var token in tokens)
            (await gateway.Host.AddWalletAsync(shop.Id, "bsc", token, address)).Outcome.Should().Be(WalletOutcome.Saved);
        (await shop.SetAsync("""{"source":"wallets"}""")).Status.Should().Be(HttpStatusCode.OK);
        return (shop, address);
    }
}
