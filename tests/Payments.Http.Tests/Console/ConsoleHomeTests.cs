using Payments.Contracts.Orders;
using Payments.Domain.People;
using Payments.Testing;

namespace Payments.Http.Tests.Console;

/// <summary>A shop's home answers whether anything is wrong, and each figure leads to what it counts.</summary>
public sealed class ConsoleHomeTests(ConsoleGateway gateway) : IClassFixture<ConsoleGateway>
{
    [Fact]
    public async Task A_shop_in_order_is_told_so_and_sees_todays_orders_with_their_money()
    {
        var shop = await gateway.ShopAsync();
        var home = $"/console/{shop.Merchant.Pid}";
        var browser = await gateway.SignedInAsync(shop, ShopRole.Support);
        (await browser.GetAsync(home)).Text.Should().NotContain("Orders of today");
        await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "H-1", money: 70);
        await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "H-2", money: 80.5m);
        var paid = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "H-3", money: 100);
        await gateway.Host.Grains.GetGrain<IOrderGrain>(paid.Id.GrainKey).CompleteByHandAsync("cash");

        var page = await browser.GetAsync(home);

        page.Text.Should().Contain("Orders of today (UTC)").And.Contain("2 Waiting: 150.5 CNY").And.Contain("1 Paid: 100 CNY");
        var link = page.Html.Split('"').First(part => part.StartsWith($"{home}/orders?status=pending&amp;from=", StringComparison.Ordinal));
        (await browser.GetAsync(link.Replace("&amp;", "&"))).Text.Should().Contain("H-1").And.Contain("H-2").And.NotContain("H-3");
    }

    [Fact]
    public async Task A_price_that_no_source_tells_is_named()
    {
        var shop = await gateway.ShopAsync();
        await gateway.Host.AddWalletAsync(shop.Merchant.Id, "ethereum", "ETH", $"0x{shop.Merchant.Pid:x40}", "EUR", rate: null);
        var browser = await gateway.SignedInAsync(shop, ShopRole.Accountant);
        (await browser.GetAsync($"/console/{shop.Merchant.Pid}")).Text.Should()
            .Contain("ETH/EUR has no fresh rate: orders are refused").And.NotContain("USDT/CNY");
    }

    [Fact]
    public async Task Amounts_near_a_price_that_are_nearly_used_up_are_named_with_what_helps()
    {
        var shop = await gateway.ShopAsync();
        var (home, browser) = ($"/console/{shop.Merchant.Pid}", await gateway.SignedInAsync(shop));
        // A tenth of a USDT, for which there are fifty amounts.
        for (var i = 0; i < 30; i++) await gateway.Host.CreateOrderAsync(shop.Merchant.Id, $"N-{i}", money: 0.7m);
        (await browser.GetAsync(home)).Text.Should().NotContain("above the price");
        for (var i = 30; i < 45; i++) await gateway.Host.CreateOrderAsync(shop.Merchant.Id, $"N-{i}", money: 0.7m);
        (await browser.GetAsync(home)).Text.Should().Contain("+4.4 % above the price are asked in USDT · ethereum");
    }

    [Fact]
    public async Task A_host_that_does_not_hear_is_named()
    {
        await using var deaf = new ShopReceiver(_ => (503, "down"));
        var shop = await gateway.ShopAsync();
        var order = await gateway.Host.CreateOrderAsync(shop.Merchant.Id, "D-1",
            new() { Face = Domain.Orders.Face.Epay, MoneyText = "70", NotifyUrl = deaf.Url + "notify" });
        await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).CompleteByHandAsync("cash");
        await deaf.NextAsync();
        var (home, browser) = ($"/console/{shop.Merchant.Pid}", await gateway.SignedInAsync(shop));
        var host = new Uri(deaf.Url).Authority;
        var page = await Patience.UntilAsync(() => browser.GetAsync(home),
            found => found.Text.Contains($"1 callbacks that {host} does not hear"), "the host is named");
        page.Html.Should().Contain($"{home}/deliveries?host={Uri.EscapeDataString(host)}");
    }
}
