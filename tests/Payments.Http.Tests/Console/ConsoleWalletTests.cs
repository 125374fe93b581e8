using System.Net;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>Receiving wallets in the console: looked at before they are saved, guarded, and told of.</summary>
public sealed class ConsoleWalletTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    private const string Address = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private static string PathOf(MerchantKeys shop) => $"/console/{shop.Merchant.Pid}/wallets";

    private static (string, string)[] Wallet(string place = Address, string coin = "USDT@ethereum") =>
        [("coin", coin), ("place", place), ("currency", "CNY"), ("rate", "7.2"), ("tolerance", "1.5")];

    private Task<Merchant> ReadAsync(MerchantKeys shop) => ReadAsync(gateway.Host, shop);

    private static async Task<Merchant> ReadAsync(GatewayHost host, MerchantKeys shop) =>
        (await host.Grains.GetGrain<IMerchantGrain>(shop.Merchant.Id.GrainKey).GetAsync())!.Merchant;

    [Fact]
    public async Task A_wallet_is_checked_with_a_quote_and_saved_with_the_password()
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var check = await browser.PostFromAsync(PathOf(shop), PathOf(shop) + "/check", Wallet());
        check.Status.Should().Be(HttpStatusCode.OK);
        check.Text.Should().Contain("Is this your wallet?").And.Contain("0x70997970C51812dc3A010C7d01b50e0d17dc79C8")
            .And.Contain("An order over 100 CNY asks its payer for 13.89 USDT, at the rate 7.2 (wallet)");
        (await ReadAsync(shop)).Wallets.Should().HaveCount(1, "looking stores nothing");

        var refused = await browser.PostFromAsync(PathOf(shop), PathOf(shop), [.. Wallet(), ("proof-password", "wrong")]);
        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        (await ReadAsync(shop)).Wallets.Should().HaveCount(1);
        var saved = await browser.PostFromAsync(PathOf(shop), PathOf(shop), [.. Wallet(), ("proof-password", ConsoleGateway.Password)]);
        saved.Location.Should().EndWith("?notice=WalletSaved");
        var wallet = (await ReadAsync(shop)).Wallets[1];
        (wallet.Address, wallet.Rate, wallet.Tolerance).Should().Be((Address, 7.2m, 1.5m));
        (await browser.GetAsync(PathOf(shop))).Text.Should().Contain("7.2 CNY").And.Contain("On");
        var support = await gateway.SignedInAsync(shop, ShopRole.Support);
        (await support.GetAsync($"/console/{shop.Merchant.Pid}")).Text
            .Should().Contain("receiving wallet USDT · ethereum was added lately");

        var again = await browser.PostFromAsync(PathOf(shop), PathOf(shop), [.. Wallet(), ("proof-password", ConsoleGateway.Password)]);
        (again.Status, again.Text.Contains("one of your wallets already")).Should().Be((HttpStatusCode.Conflict, true));
    }

    [Theory]
    [InlineData("0x12", "USDT@ethereum", "address: expected 0x and 40 hex digits")]
    [InlineData(Address, "USDT@nowhere", "chain: expected one of")]
    [InlineData(Address, "DOGE@ethereum", "token: expected one of")]
    [InlineData("", "USDT@ethereum", "place: is required")]
    public async Task A_wallet_that_cannot_be_is_refused_with_its_field(string place, string coin, string error)
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var answer = await browser.PostFromAsync(PathOf(shop), PathOf(shop) + "/check", Wallet(place, coin));
        (answer.Status, answer.Text.Contains(error)).Should().Be((HttpStatusCode.BadRequest, true), answer.Text);
        answer.Html.Should().Contain("value=\"7.2\"", "what was typed stays");
    }

    [Fact]
    public async Task A_wallet_is_switched_off_changed_and_removed_with_the_password_each_time()
    {
        var shop = await gateway.ShopAsync();
        var browser = await gateway.SignedInAsync(shop);
        var path = $"{PathOf(shop)}/{(await ReadAsync(shop)).Wallets[0].Id}";
        (string, string)[] terms = [("active", "off"), ("currency", "USD"), ("spread", "2")];
        (await browser.PostFromAsync(path, path, terms)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync(path, path, [("active", "on"), ("currency", "EUR")])).Text.Should().Contain("currency: expected CNY");
        (await browser.PostFromAsync(path, path, [.. terms, ("proof-password", ConsoleGateway.Password)])).Location
            .Should().Be(path + "?notice=WalletSaved");
        var wallet = (await ReadAsync(shop)).Wallets[0];
        (wallet.IsOff, wallet.Currency, wallet.Spread, wallet.Rate).Should().Be((true, "USD", 2m, null));
        (await browser.GetAsync(path)).Text.Should().Contain("system's rate less 2 %").And.Contain("Off");

        (await browser.PostFromAsync(path, path + "/remove")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await browser.PostFromAsync(path, path + "/remove", ("proof-password", ConsoleGateway.Password))).Location
            .Should().Be(PathOf(shop) + "?notice=WalletRemoved");
        (await ReadAsync(shop)).Wallets.Should().BeEmpty();
        (await browser.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task With_the_setting_a_new_wallet_takes_no_order_until_its_time()
    {
        await using var host = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
            ["Rates:Sources"] = "",
            ["Merchants:WalletDelay"] = "2.00:00:00",
            ["Logging:LogLevel:Default"] = "None",
        });
        var shop = await host.RegisterMerchantAsync("delay@example.com");
        var first = await host.AddWalletAsync(shop.Merchant.Id, "ethereum", "USDT", $"0x{shop.Merchant.Pid:x40}");
        var second = await host.AddWalletAsync(shop.Merchant.Id, "ethereum", "USDC", Address);
        (first.Wallet!.ActiveFrom, second.Wallet!.ActiveFrom > TimeProvider.System.GetUtcNow().AddDays(1)).Should().Be((null, true));
        (await host.CreateOrderAsync(shop.Merchant.Id, "D-1")).Quote!.Token.Should().Be("USDT", "there is nothing else to choose yet");
        var order = host.Grains.GetGrain<IOrderGrain>(
            ((IOrderIds)host.Services.GetService(typeof(IOrderIds))!).For(shop.Merchant.Id, "D-2").GrainKey);
        var refused = await order.CreateAsync(new CreateOrder
        {
            Merchant = shop.Merchant.Id,
            Number = "D-2",
            Money = 70,
            WalletId = second.Wallet!.Id,
            Terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = "https://shop.example/n" },
        });
        refused.Outcome.Should().Be(CreateOutcome.NoWallet);
        (await ReadAsync(host, shop)).Wallets.Should().HaveCount(2);
    }
}
