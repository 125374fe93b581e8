using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Cashier;

/// <summary>A gateway behind a trusted proxy, which the tests are; payers of one network change the coin once within an hour.</summary>
public sealed class CoinChangeGateway : IAsyncLifetime
{
    private readonly ScriptedChain chain = new(confirmations: 2);
    private int shops;

    public GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(
        new Dictionary<string, string?>(ScriptedChain.Settings)
        {
            ["TrustedProxies"] = "127.0.0.0/8,::1/128",
            ["Orders:CoinChangesPerNetwork"] = "1",
            ["Limits:Free"] = "198.51.100.0/24",
        },
        services => services.AddSingleton<IChainReaders>(chain));

    public Task DisposeAsync() => Host.EndAuditedAsync();

    /// <summary>A shop with USDT and USDC on BSC at one address, which no other shop has.</summary>
    public Task<Shop> ShopAsync() => Shop.OpenAsync(Host, $"coins{Interlocked.Increment(ref shops)}@example.com", ("bsc", "USDC"));
}

/// <summary>How often payers may turn away from amounts at an address: by order and by network, and none closes it to the others.</summary>
public sealed class CoinChangeLimitTests(CoinChangeGateway gateway) : IClassFixture<CoinChangeGateway>
{
    private HttpClient Http => gateway.Host.Http;

    [Fact]
    public async Task A_network_that_changed_too_often_is_told_when_it_may_again_and_others_change()
    {
        var shop = await gateway.ShopAsync();
        (await ChangeAsync(shop, await OrderAsync(shop, "C-1"), "203.0.113.7")).Should().NotContain("problem");
        var order = await OrderAsync(shop, "C-2");

        var refused = await ChangeAsync(shop, order, "203.0.113.7");
        refused.Should().EndWith("&problem=later-60");
        (await Http.GetStringAsync($"{refused}&lang=en")).Should().Contain("Please try again in 60 min, or pay in the coin shown here.");
        (await Http.GetStringAsync($"{refused}&lang=zh")).Should().Contain("60 分钟后再试");
        (await FindAsync(order)).Quote!.Token.Should().Be("USDT");

        (await ChangeAsync(shop, order, "2001:db8:1::7")).Should().NotContain("problem");
        (await FindAsync(order)).Quote!.Token.Should().Be("USDC");
    }

    [Fact]
    public async Task All_of_an_IPv6_network_of_64_bits_count_together()
    {
        var shop = await gateway.ShopAsync();
        (await ChangeAsync(shop, await OrderAsync(shop, "V-1"), "2001:db8:2::1")).Should().NotContain("problem");
        (await ChangeAsync(shop, await OrderAsync(shop, "V-2"), "2001:db8:2::2")).Should().Contain("problem=later-");
        (await ChangeAsync(shop, await OrderAsync(shop, "V-3"), "2001:db8:2:1::2")).Should().NotContain("problem");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("198.51.100.9")]
    public async Task Whoever_the_request_limits_do_not_count_is_not_counted_here(string from)
    {
        var shop = await gateway.ShopAsync();
        foreach (var number in new[] { "F-1", "F-2", "F-3" })
            (await ChangeAsync(shop, await OrderAsync(shop, number), from)).Should().NotContain("problem");
    }

    [Fact]
    public async Task Payers_of_a_shops_own_page_share_no_limit_behind_its_server_but_each_order_has_its_own()
    {
        var shop = await gateway.ShopAsync();
        var tokens = new List<string>();
        foreach (var number in new[] { "H-1", "H-2", "H-3" }) tokens.Add(TokenOf(await OrderAsync(shop, number)));
        foreach (var token in tokens) (await ChooseAsync(token, shop, "USDC")).Status.Should().Be(HttpStatusCode.OK);

        var answers = new List<(HttpStatusCode Status, string? Error)>();
        for (var change = 2; change <= 8; change++) answers.Add(await ChooseAsync(tokens[0], shop, change % 2 == 0 ? "USDT" : "USDC"));

        answers.Take(6).Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK, "an order gives eight quotes, the first with its creation");
        answers[6].Should().Be((HttpStatusCode.BadRequest, "wallet: is none of the coins that this payment can be made in now"));
        (await ChooseAsync(tokens[1], shop, "USDT")).Status.Should().Be(HttpStatusCode.OK, "that was another order's");
    }

    [Theory]
    [InlineData("coin", true)]
    [InlineData("later-60", true)]
    [InlineData("later-61", false)]
    [InlineData("later-0x1", false)]
    [InlineData("later--1", false)]
    [InlineData("later-", false)]
    [InlineData("<b>", false)]
    public async Task Only_a_known_problem_in_the_address_is_said(string problem, bool isSaid)
    {
        var shop = await gateway.ShopAsync();
        var order = await OrderAsync(shop, "P-1");
        var html = await Http.GetStringAsync($"/cashier?id={order.Id.Value}&problem={Uri.EscapeDataString(problem)}");
        html.Contains("role=\"alert\"", StringComparison.Ordinal).Should().Be(isSaid);
    }

    private async Task<string> WalletAsync(Shop shop, string token) =>
        (await gateway.Host.Grains.GetGrain<IMerchantGrain>(shop.Keys.Merchant.Id.GrainKey).GetAsync())!
        .Merchant.Wallets.Single(wallet => wallet.Token == token).Id;

    private async Task<Order> OrderAsync(Shop shop, string number) =>
        await gateway.Host.CreateOrderAsync(shop.Keys.Merchant.Id, number, wallet: await WalletAsync(shop, "USDT"));

    private async Task<Order> FindAsync(Order order) => (await gateway.Host.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync())!;

    private string TokenOf(Order order) => gateway.Host.Services.GetRequiredService<IOrderIds>().CashierTokenOf(order.Id);

    /// <summary>Changes an order to USDC as the page does, from an address; answers where the payer is led.</summary>
    private async Task<string> ChangeAsync(Shop shop, Order order, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cashier/{order.Id.Value}/wallet")
        {
            Content = new FormUrlEncodedContent([new("wallet", await WalletAsync(shop, "USDC"))]),
            Headers = { { "Sec-Fetch-Site", "same-origin" }, { "X-Forwarded-For", from } },
        };
        using var answer = await Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Chooses a coin as a shop's page does, whose server passes requests on from one address.</summary>
    private async Task<(HttpStatusCode Status, string? Error)> ChooseAsync(string token, Shop shop, string coin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/checkout/{token}/coin")
        {
            Content = JsonContent.Create(new { wallet = await WalletAsync(shop, coin) }),
            Headers = { { "X-Forwarded-For", "203.0.113.200" } },
        };
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]);
    }
}
