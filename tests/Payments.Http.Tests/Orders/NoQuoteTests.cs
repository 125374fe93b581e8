using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Tests.Faces.Pay188;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Orders;

/// <summary>
/// A gateway that may add one payable step to ten dollars and five finer ones of the same size, and knows no prices: what each face
/// says where there is nothing to ask for.
/// </summary>
public sealed class NoQuoteTests : IAsyncLifetime
{
    private static readonly UInt128 Cent = TokenAmount.Scale(16);

    private GatewayHost gateway = null!;
    private Shop shop = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = Api.ApiGateway.DeadNode,
            ["Chains:Ethereum:Rpc"] = Api.ApiGateway.DeadNode,
            ["Chains:Polygon:Rpc"] = Api.ApiGateway.DeadNode,
            ["Chains:Polygon:MostBehind"] = "00:05:00",
            ["Rates:Sources"] = "",
            ["Chains:Bsc:Tokens:USDT:PayableDecimals"] = "1",
            ["Chains:Bsc:Tokens:USDT:NudgeDecimals"] = "1",
            ["Logging:LogLevel:Default"] = "None",
        });
        shop = await Shop.OpenAsync(gateway, "shop@example.com");
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task Equal_amounts_go_to_every_address_plain_before_any_is_nudged_and_then_no_face_has_one()
    {
        var second = $"0x{new string('e', 40)}";
        await gateway.AddWalletAsync(shop.Keys.Merchant.Id, "bsc", "USDT", second);
        var first = $"0x{shop.Keys.Merchant.Pid:x40}";
        for (var i = 1; i <= 12; i++) ((int)(await MapiAsync($"N-{i}"))["code"]!).Should().Be(1);

        var quotes = new List<(string, UInt128)>();
        for (var i = 1; i <= 4; i++) quotes.Add(((await shop.FindAsync($"N-{i}"))!.Quote!.Address, (await shop.FindAsync($"N-{i}"))!.Quote!.Units));
        quotes.Should().Equal((first, 1000 * Cent), (second, 1000 * Cent), (first, 1010 * Cent), (second, 1010 * Cent));
        (await shop.FindAsync("N-12"))!.Quote!.Units.Should().Be(1050 * Cent, "never more than five percent");
        var free = (await shop.FindAsync("N-1"))!.Reservation!.Until;
        await AssertRefusedAsync("usdt",
            $"every amount up to 5 % above this one is taken; the next is free at {free:yyyy-MM-dd'T'HH:mm:ss'Z'} at the earliest. " +
            "Add another address, or an extended key (xpub), which gives each order an address of its own");
        (await MapiAsync("N-99", money: "77"))["code"]!.ToString().Should().Be("1", "another amount is free");
    }

    [Fact]
    public async Task Where_amounts_are_used_up_every_face_says_when_to_try_again()
    {
        for (var i = 1; i <= 6; i++) ((int)(await MapiAsync($"N-{i}"))["code"]!).Should().Be(1);
        var left = (await shop.FindAsync("N-1"))!.Reservation!.Until - TimeProvider.System.GetUtcNow();

        foreach (var (path, content) in new (string, HttpContent)[]
        {
            ("/submit.php", new FormUrlEncodedContent(Form("R-1", "usdt", "70"))),
            ("/mapi.php", new FormUrlEncodedContent(Form("R-2", "usdt", "70"))),
            ("/pay/address", new StringContent(Pay188Tests.Signed(shop, "R-3", "70", "usdt", null), Encoding.UTF8, "application/json")),
        })
        {
            using var answer = await shop.Http.PostAsync(path, content);
            answer.Headers.RetryAfter!.Delta.Should().BeCloseTo(left, TimeSpan.FromSeconds(20), path);
        }
        using var taken = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(Form("R-4", "usdt", "77")));
        (taken.StatusCode, taken.Headers.RetryAfter).Should().Be((HttpStatusCode.Found, null));
    }

    [Theory]
    [InlineData("usdt", "CNY", "ethereum")]
    [InlineData("usdt-ethereum", "CNY", "ethereum")]
    [InlineData("usdt-polygon", "CNY", null)]
    [InlineData("usdt", "USD", null)]
    public async Task Where_payments_on_the_preferred_chain_cannot_be_seen_another_wallet_of_the_coin_serves(string type, string currency,
        string? served)
    {
        var merchant = await gateway.RegisterMerchantAsync("behind@example.com");
        var two = new Shop(gateway, merchant);
        await gateway.AddWalletAsync(merchant.Merchant.Id, "polygon", "USDT", $"0x{new string('a', 40)}");
        await gateway.AddWalletAsync(merchant.Merchant.Id, "ethereum", "USDT", $"0x{new string('b', 40)}", currency);

        var form = two.SignEpay(new(two.EpayOrder("S-1")) { ["type"] = type });
        using var answer = await two.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(form));
        var told = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var pay188 = await Pay188Tests.PostAsync(two.Http,
            new StringContent(Pay188Tests.Signed(two, "S-2", "70", type, "https://shop.example/n"), Encoding.UTF8, "application/json"));
        ((await two.FindAsync("S-1"))?.Quote?.Chain.Value).Should().Be(served);
        ((await two.FindAsync("S-2"))?.Quote?.Chain.Value).Should().Be(served);
        if (served is not null) return;
        ((string)told["msg"]!).Should().StartWith("type: payments on polygon cannot be seen");
        pay188.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.Should().NotBeNull("it may be seen again soon");
    }

    [Fact]
    public async Task Without_a_price_no_face_asks_for_anything()
    {
        await gateway.AddWalletAsync(shop.Keys.Merchant.Id, "ethereum", "ETH", $"0x{shop.Keys.Merchant.Pid:x40}", rate: null);
        await AssertRefusedAsync("eth", "no fresh rate for ETH in CNY");
    }

    [Fact]
    public async Task Coins_of_a_chain_that_no_node_has_told_of_are_not_asked_for_and_others_are()
    {
        await gateway.AddWalletAsync(shop.Keys.Merchant.Id, "polygon", "POL", $"0x{shop.Keys.Merchant.Pid:x40}");
        const string reason = "payments on polygon cannot be seen: none of its nodes has answered yet; choose another coin, or try again later";
        await AssertRefusedAsync("pol", reason, "coinType", "type");
        await AssertNoPaymentAsync("POL", $"chain: {reason}");
        ((int)(await MapiAsync("B-1"))["code"]!).Should().Be(1);
    }

    [Fact]
    public async Task Coins_of_such_a_chain_are_not_offered_to_payers_and_health_says_why()
    {
        var merchant = shop.Keys.Merchant.Id;
        await gateway.AddWalletAsync(merchant, "polygon", "POL", $"0x{shop.Keys.Merchant.Pid:x40}");
        await gateway.AddWalletAsync(merchant, "ethereum", "USDT", $"0x{shop.Keys.Merchant.Pid:x40}");
        var order = await gateway.CreateOrderAsync(merchant, "C-1", new OrderTerms { Face = Face.Epay, MoneyText = "70" });
        var page = await gateway.Http.GetStringAsync($"/cashier?id={order.Id}");
        page.Should().Contain("<b>USDT</b>").And.NotContain("<b>POL</b>");

        using var health = await gateway.Http.GetAsync("/health");
        health.StatusCode.Should().Be(HttpStatusCode.OK);
        var told = JsonNode.Parse(await health.Content.ReadAsStringAsync())!;
        ((string)told["status"]!).Should().Be("degraded");
        told["reasons"]!.AsArray().Select(reason => (string)reason!).Should().Equal(
            "payments on polygon cannot be seen: none of its nodes has answered yet; its coins are not offered");
        using var ready = await gateway.Http.GetAsync("/health/ready");
        ready.StatusCode.Should().Be(HttpStatusCode.OK, "payers of other coins are served");
    }

    [Fact]
    public async Task A_payer_to_whom_no_coin_can_be_offered_is_told_so()
    {
        var other = await gateway.RegisterMerchantAsync("none@example.com");
        foreach (var token in new[] { "POL", "USDT" })
            await gateway.AddWalletAsync(other.Merchant.Id, "polygon", token, $"0x{new string('d', 40)}");
        var order = await gateway.CreateOrderAsync(other.Merchant.Id, "D-1", new OrderTerms { Face = Face.Epay, MoneyText = "70" });
        (await gateway.Http.GetStringAsync($"/cashier?id={order.Id}")).Should().Contain("No coin can be paid with at the moment");
    }

    [Fact]
    public async Task The_coin_is_changed_a_limited_number_of_times()
    {
        await gateway.AddWalletAsync(shop.Keys.Merchant.Id, "ethereum", "USDT", $"0x{shop.Keys.Merchant.Pid:x40}");
        var wallets = (await gateway.Grains.GetGrain<IMerchantGrain>(shop.Keys.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets;
        string Coin(int turn) => turn % 2 == 0 ? "usdt-bsc" : "usdt-ethereum";
        for (var turn = 0; turn < OrderRules.QuoteLimit; turn++) (await Pay188Async("T-1", Coin(turn))).Status.Should().Be(HttpStatusCode.OK);

        (await Pay188Async("T-1", Coin(OrderRules.QuoteLimit))).Should().Be((HttpStatusCode.Conflict, """{"code":-1,"msg":"merchantOrderId: the coin was changed too often"}"""));
        var order = (await shop.FindAsync("T-1"))!;
        order.Quotes.Should().HaveCount(OrderRules.QuoteLimit);
        (await Pay188Async("T-1", Coin(OrderRules.QuoteLimit - 1))).Status.Should().Be(HttpStatusCode.OK, "the coin on show is no change");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cashier/{order.Id}/wallet") { Content = new FormUrlEncodedContent([new("wallet", wallets[0].Id)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await gateway.Http.SendAsync(request);
        (answer.StatusCode, answer.Headers.Location!.OriginalString).Should().Be((HttpStatusCode.SeeOther, $"/cashier?id={order.Id}&problem=coin"));
        (await shop.FindAsync("T-1"))!.Quote!.Chain.Should().Be(ChainId.Ethereum);
    }

    [Fact]
    public async Task A_188Pay_order_without_a_notifyUrl_is_told_of_at_its_wallets()
    {
        await gateway.Grains.GetGrain<IMerchantGrain>(shop.Keys.Merchant.Id.GrainKey).AddWalletAsync(new SaveWallet
        {
            Chain = ChainId.Ethereum,
            Token = "USDT",
            Address = $"0x{shop.Keys.Merchant.Pid:x40}",
            Currency = "CNY",
            Rate = 7m,
            NotifyUrl = "https://wallet.example/notify",
        });
        await Pay188Async("W-1", "usdt-ethereum");
        await Pay188Async("W-2", "usdt-ethereum", "https://shop.example/notify");
        await Pay188Async("W-3", "usdt-bsc");

        (await shop.FindAsync("W-1"))!.Terms.NotifyUrl.Should().Be("https://wallet.example/notify");
        (await shop.FindAsync("W-2"))!.Terms.NotifyUrl.Should().Be("https://shop.example/notify");
        (await shop.FindAsync("W-3"))!.Terms.NotifyUrl.Should().BeNull();
    }

    /// <summary>Nothing is stored, and each face says why in its own form.</summary>
    private async Task AssertRefusedAsync(string coin, string reason, string field188 = "amount", string field = "money")
    {
        var before = (await shop.OrdersAsync()).Count;
        (await Pay188Async("X-1", coin))
            .Should().Be((HttpStatusCode.ServiceUnavailable, $$"""{"code":-1,"msg":"{{field188}}: {{reason}}"}"""));
        var mapi = await MapiAsync("X-2", coin);
        ((int)mapi["code"]!, (string)mapi["msg"]!).Should().Be((-1, $"{field}: {reason}"));
        using var submitted = await shop.Http.PostAsync("/submit.php", new FormUrlEncodedContent(Form("X-3", coin, "70")));
        submitted.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await submitted.Content.ReadAsStringAsync()).Should().Contain($"{field}: {reason}");
        (await shop.OrdersAsync()).Should().HaveCount(before);

        // A payer who chooses such a coin is told so, and the order is as it was.
        var order = await gateway.CreateOrderAsync(shop.Keys.Merchant.Id, $"P-{coin}", new OrderTerms { Face = Face.Epay, MoneyText = "70" });
        var wallet = (await gateway.Grains.GetGrain<IMerchantGrain>(shop.Keys.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets.First(candidate => candidate.Token.Equals(coin, StringComparison.OrdinalIgnoreCase));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cashier/{order.Id}/wallet") { Content = new FormUrlEncodedContent([new("wallet", wallet.Id)]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await gateway.Http.SendAsync(request);
        answer.Headers.Location!.OriginalString.Should().Be($"/cashier?id={order.Id}&problem=coin");
        (await shop.FindAsync($"P-{coin}"))!.Quote.Should().BeNull();
    }

    /// <summary>WoPay's face says the same, and stores nothing.</summary>
    private async Task AssertNoPaymentAsync(string currency, string error)
    {
        var before = (await shop.OrdersAsync()).Count;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments")
        {
            Content = new StringContent(
                $$"""{"order_id":"X-4","amount":"10","currency":"{{currency}}"}""", Encoding.UTF8, "application/json"),
            Headers = { { "X-API-Key", shop.Keys.ApiKey } },
        };
        using var answer = await shop.Http.SendAsync(request);
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.Should().NotBeNull("it may be served soon");
        ((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!).Should().Be(error);
        (await shop.OrdersAsync()).Should().HaveCount(before);
    }

    private Dictionary<string, string> Form(string number, string coin, string money) => shop.SignEpay(new(shop.EpayOrder(number, money)) { ["type"] = coin });

    private async Task<JsonObject> MapiAsync(string number, string coin = "usdt", string money = "70")
    {
        using var response = await shop.Http.PostAsync("/mapi.php", new FormUrlEncodedContent(Form(number, coin, money)));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    private Task<(HttpStatusCode Status, string Text)> Pay188Async(string number, string coin, string? notify = null) =>
        Pay188Tests.PostAsync(shop.Http, new StringContent(Pay188Tests.Signed(shop, number, "70", coin, notify), Encoding.UTF8, "application/json"));
}
