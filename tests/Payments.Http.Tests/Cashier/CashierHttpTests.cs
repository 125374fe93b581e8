using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Cashier;

/// <summary>What the cashier answers over HTTP, with the whole gateway behind it.</summary>
public sealed class CashierHttpTests : IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 2);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet);
    }

    public Task DisposeAsync() => gateway.EndAuditedAsync();

    [Theory]
    [InlineData("/cashier")]
    [InlineData("/cashier?id=7")]
    [InlineData("/cashier?id=..%2F..%2Fetc")]
    [InlineData("/cashier?id=00000000000000000000000000000000")]
    [InlineData("/cashier/zz/state")]
    [InlineData("/cashier/00000000000000000000000000000000/events")]
    [InlineData("/cashier/00000000000000000000000000000000/return")]
    public async Task An_unknown_or_impossible_id_is_not_found(string path)
    {
        using var answer = await gateway.Http.GetAsync(path);
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
    }

    [Fact]
    public async Task The_page_forbids_everything_that_is_not_its_own()
    {
        var order = await CreateAsync("H-1", "<script>alert(1)</script>");
        using var answer = await gateway.Http.GetAsync($"/cashier?id={Guid.ParseExact(order.Id.Value, "N"):D}");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
        var html = await answer.Content.ReadAsStringAsync();
        html.Should().NotContain("<script>alert").And.Contain("&lt;script&gt;alert").And.NotContain(" style=").And.NotContain(" onclick=");
        html.Should().NotContainAny(merchant.ApiSecret, "notify.example");
        foreach (var asset in System.Text.RegularExpressions.Regex.Matches(html, "/assets/[a-z.0-9]+").Select(match => match.Value))
        {
            using var file = await gateway.Http.GetAsync(asset);
            file.StatusCode.Should().Be(HttpStatusCode.OK);
            file.Headers.CacheControl!.MaxAge.Should().Be(TimeSpan.FromDays(365));
        }
    }

    [Fact]
    public async Task The_state_holds_nothing_that_is_the_merchants_alone()
    {
        var order = await CreateAsync("H-2");
        var text = await gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state");
        using var state = JsonDocument.Parse(text);
        state.RootElement.GetProperty("stage").GetString().Should().BeEquivalentTo("waiting");
        state.RootElement.GetProperty("coin").GetProperty("amount").GetString().Should().Be("10");
        state.RootElement.GetProperty("coin").GetProperty("uri").GetString().Should().StartWith("ethereum:0x55d398326f99059fF775485246999027B3197955@56/transfer?address=");
        text.Should().NotContainAny(merchant.ApiSecret, merchant.ApiKey, "notify.example", "shop@example.com", "return_url", "shop.example");
    }

    [Fact]
    public async Task The_code_is_drawn_as_png_and_as_svg()
    {
        var order = await CreateAsync("H-3");
        (await gateway.Http.GetByteArrayAsync($"/cashier/{order.Id.Value}/qr.png"))[..4].Should().Equal(0x89, (byte)'P', (byte)'N', (byte)'G');
        (await gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/qr.svg")).Should().StartWith("<svg");
    }

    [Fact]
    public async Task A_code_that_did_not_change_is_not_sent_again()
    {
        var order = await CreateAsync("H-3b");
        var path = $"/cashier/{order.Id.Value}/qr.svg";
        using var first = await gateway.Http.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var second = await gateway.Http.SendAsync(again);
        (second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).Length).Should().Be((HttpStatusCode.NotModified, 0));
        first.Headers.CacheControl!.ToString().Should().Be("no-cache, private");
    }

    [Fact]
    public async Task The_first_code_of_a_token_is_the_bare_address_and_the_link_is_a_second_one()
    {
        var order = await CreateAsync("H-13");
        var path = $"/cashier/{order.Id.Value}";
        using var state = JsonDocument.Parse(await gateway.Http.GetStringAsync($"{path}/state"));
        var coin = state.RootElement.GetProperty("coin");
        coin.GetProperty("code").GetString().Should().Be(coin.GetProperty("address").GetString());
        (await gateway.Http.GetStringAsync($"{path}/qr.svg")).Should()
            .NotBe(await gateway.Http.GetStringAsync($"{path}/qr.svg?of=link"), "each says something else");
        var html = await gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}");
        var choice = html.IndexOf("<details id=\"link\">", StringComparison.Ordinal);
        choice.Should().BeGreaterThan(html.IndexOf("class=\"qr\"", StringComparison.Ordinal));
        html.IndexOf("of=link", StringComparison.Ordinal).Should().BeGreaterThan(choice);
        html.IndexOf("open-wallet", StringComparison.Ordinal).Should().BeGreaterThan(choice);
        html.Should().Contain("compare the receiver in your wallet with the address on this page");
    }

    [Fact]
    public async Task The_stream_tells_of_a_payment_and_ends_when_it_is_final()
    {
        var order = await CreateAsync("H-4");
        using var answer = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NextStageAsync(reader)).Should().Be("waiting");
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        (await NextStageAsync(reader)).Should().Be("confirming");
        chain.Mine();
        (await NextStageAsync(reader)).Should().Be("completed");
        (await reader.ReadToEndAsync()).Should().Contain("event: end");

        var returned = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/return");
        returned.Headers.Location!.ToString().Should().StartWith("https://shop.example/return?x=1&").And.Contain("trade_status=TRADE_SUCCESS").And.Contain("sign=");
    }

    [Fact]
    public async Task Who_changes_the_coin_and_underpays_in_the_old_one_is_asked_for_the_rest_in_that_one()
    {
        var other = "0x" + new string('c', 40);
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDC", other);
        var wallets = (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets;
        var order = await CreateAsync("H-9");
        var grain = gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey);
        var asked = (await grain.ChooseWalletAsync(wallets[0].Id)).Order!.Quote!.Units;
        await grain.ChooseWalletAsync(wallets[1].Id);
        using var answer = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NextStageAsync(reader)).Should().Be("waiting");

        chain.Pay(Wallet, "USDT", asked / 10 * 6);
        (await NextStageAsync(reader)).Should().Be("underpaid");

        using var state = JsonDocument.Parse(await gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state"));
        var coin = state.RootElement.GetProperty("coin");
        (coin.GetProperty("token").GetString(), coin.GetProperty("amount").GetString(), coin.GetProperty("received").GetString()).Should().Be(("USDT", "4", "6"));
        var reserved = (await grain.GetAsync())!.Reservation!;
        (reserved.Token, reserved.Address, reserved.Units).Should().Be(("USDT", Wallet, asked / 10 * 4));
        (await QuotedAsync("H-10", 28m, wallets[0].Id)).Should().Be(asked / 10 * 4 + asked / 1000, "the rest is this order's, so another's wish for as much is nudged");
        (await QuotedAsync("H-11", 70m, wallets[1].Id)).Should().Be(asked + asked / 1000, "the coin that was turned to is held, a payment in it may be on its way");

        chain.Pay(Wallet, "USDT", asked / 10 * 4);
        chain.Mine();
        var stage = "";
        for (var told = 0; told < 20 && stage != "completed"; told++) stage = await NextStageAsync(reader);
        stage.Should().Be("completed");
        (await grain.GetAsync())!.Transfers.Should().HaveCount(2);
    }

    [Fact]
    public async Task Who_has_heard_the_newest_state_hears_it_not_again()
    {
        var order = await CreateAsync("H-5");
        using var state = JsonDocument.Parse(await gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state"));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/cashier/{order.Id.Value}/events");
        request.Headers.Add("Last-Event-ID", state.RootElement.GetProperty("revision").GetString());
        using var answer = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        (await NextStageAsync(reader)).Should().Be("confirming");
    }

    [Fact]
    public async Task One_order_has_a_bounded_number_of_streams()
    {
        var order = await CreateAsync("H-6");
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < Payments.Http.Cashier.OrderFeeds.ConnectionLimitPerOrder; i++)
            open.Add(await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead));
        open.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
        using var refused = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead);
        refused.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        open.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task The_chains_coin_at_an_address_that_takes_only_a_token_is_unmatched_money()
    {
        await CreateAsync("H-12");
        chain.Pay(Wallet, ScriptedChain.Coin, 1_000_000_000_000_000);
        chain.Mine();
        var store = gateway.Services.GetRequiredService<Payments.Storage.TransferStore>();
        await Payments.Testing.Patience.UntilAsync(
            () => store.CountAsync(), counts => counts.TryGetValue("bsc", out var waiting) && waiting.Untaken == 1, "the coin is listed");
    }

    [Fact]
    public async Task An_unpaid_order_goes_back_to_the_shop_without_a_word()
    {
        var order = await CreateAsync("H-7");
        using var answer = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/return");
        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        answer.Headers.Location!.ToString().Should().Be("https://shop.example/return?x=1");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("X-Nothing", "1", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.SeeOther)]
    public async Task Only_our_own_page_may_choose_a_coin(string header, string value, HttpStatusCode expected)
    {
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDC", Wallet);
        var order = await CreateAsync("H-8");
        var wallet = (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets[1].Id;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cashier/{order.Id.Value}/wallet") { Content = new FormUrlEncodedContent([new("wallet", wallet)]) };
        request.Headers.Add(header, value);
        using var answer = await gateway.Http.SendAsync(request);
        answer.StatusCode.Should().Be(expected);
        var after = await gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).GetAsync();
        after!.Quote?.Token.Should().Be(expected == HttpStatusCode.SeeOther ? "USDC" : null);
    }

    private static async Task<string> NextStageAsync(StreamReader reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            using var state = JsonDocument.Parse(line[6..]);
            return state.RootElement.GetProperty("stage").GetString()!.ToLowerInvariant();
        }
        throw new InvalidOperationException("The stream ended.");
    }

    private async Task<UInt128> QuotedAsync(string number, decimal money, string wallet)
    {
        var order = await CreateAsync(number, money: money);
        return (await gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).ChooseWalletAsync(wallet)).Order!.Quote!.Units;
    }

    private Task<Order> CreateAsync(string number, string subject = "Book", decimal money = 70m) => gateway.CreateOrderAsync(
        merchant.Merchant.Id,
        number,
        new OrderTerms { Face = Face.Epay, MoneyText = $"{money:0}", Subject = subject, NotifyUrl = "https://notify.example/n", ReturnUrl = "https://shop.example/return?x=1" },
        money);
}
