using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Orders;
using Payments.Testing;
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
    [InlineData("/cashier/00000000000000000000000000000000/pay")]
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
        foreach (var asset in Regex.Matches(html, "/assets/[a-z.0-9]+").Select(match => match.Value))
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
        (await QrReader.ReadAsync(await gateway.Http.GetByteArrayAsync($"/cashier/{order.Id.Value}/qr.png")))
            .Should().BeEquivalentTo(order.Reservation!.Address);
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
        var choice = Regex.Match(html, "<details class=\"open\" id=\"link\">.*?</details>", RegexOptions.Singleline);
        choice.Value.Should().Contain("of=link").And.Contain("id=\"open-wallet\"").And
            .Contain("compare the receiver in your wallet with the address on this page");
        var rest = html.Remove(choice.Index, choice.Length);
        rest.Should().NotContain("of=link").And.NotContain("open-wallet", "the payer opens it by choice");
    }

    [Fact]
    public async Task A_coin_whose_links_wallets_read_is_opened_by_one_touch()
    {
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "BNB", Wallet, rate: 4000m);
        var wallets = (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets;
        var order = await CreateAsync("H-14");
        await gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).ChooseWalletAsync(wallets[1].Id);
        var html = await gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}");
        html.Should().Contain("<p class=\"open\"><a class=\"wallet\" id=\"open-wallet\" href=\"ethereum:0x").And.NotContain("id=\"link\"");
    }

    [Fact]
    public async Task The_page_says_which_rate_it_is_and_why_the_amount_is_odd()
    {
        var first = await CreateAsync("H-15");
        var plain = await gateway.Http.GetStringAsync($"/cashier?id={first.Id.Value}");
        plain.Should().Contain("Rate: 1 USDT = 7 CNY (set by the shop).").And.NotContain("are added");
        var nudged = await CreateAsync("H-16");
        var html = await gateway.Http.GetStringAsync($"/cashier?id={nudged.Id.Value}");
        html.Should().Contain("0.01 USDT are added, by which your payment is told from others of the same price.");
        (await gateway.Http.GetStringAsync($"/cashier?id={nudged.Id.Value}&lang=zh")).Should()
            .Contain("汇率：1 USDT = 7 CNY（商家设定）。金额中多出的 0.01 USDT");

        await gateway.Grains.GetGrain<IOrderGrain>(first.Id.GrainKey).CloseAsync();
        chain.Pay(Wallet, "USDT", nudged.Quote!.Units / 10 * 9);
        await Patience.UntilAsync(() => gateway.Http.GetStringAsync($"/cashier?id={nudged.Id.Value}"),
            page => page.Contains("is still missing", StringComparison.Ordinal) && !page.Contains("are added", StringComparison.Ordinal),
            "a rest is not explained by the rate");
    }

    [Theory]
    [InlineData("12345.67", "<span><span class=\"digits\">12</span><span class=\"digits\">345</span></span>.67")]
    [InlineData("123456", "<span><span class=\"digits\">123</span><span class=\"digits\">456</span></span>.00")]
    [InlineData("1234.5", "1234.50")]
    public async Task Long_numbers_are_shown_in_groups_and_copied_whole(string money, string shown)
    {
        var order = await CreateAsync("H-17", money: decimal.Parse(money, System.Globalization.CultureInfo.InvariantCulture));
        var html = await gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}");
        html.Should().Contain($"{shown}</bdi>");
        using var state = JsonDocument.Parse(await gateway.Http.GetStringAsync($"/cashier/{order.Id.Value}/state"));
        html.Should().Contain($"data-copy=\"{state.RootElement.GetProperty("coin").GetProperty("amount").GetString()}\"");
    }

    [Fact]
    public async Task A_payment_leads_to_a_block_explorer_and_reference_and_hash_can_be_copied()
    {
        var order = await CreateAsync("H-18");
        var hash = chain.Pay(Wallet, "USDT", order.Quote!.Units);
        var html = await Patience.UntilAsync(() => gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}"),
            page => page.Contains(hash, StringComparison.Ordinal), "the payment is seen");
        html.Should().Contain($"<a href=\"https://bscscan.com/tx/{hash}\" target=\"_blank\" rel=\"noopener noreferrer\"").And
            .Contain($"id=\"copy-transaction-1\" data-copy=\"{hash}\"").And
            .Contain($"id=\"copy-reference\" data-copy=\"{order.Id.Value}\"");
    }

    [Fact]
    public async Task While_a_payment_is_confirmed_the_page_says_for_how_long_and_leads_back_to_the_shop_without_a_word()
    {
        var order = await CreateAsync("H-19");
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        var html = await Patience.UntilAsync(() => gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}"),
            page => page.Contains("data-stage=\"confirming\"", StringComparison.Ordinal), "the payment is seen");
        html.Should().Contain("<span id=\"left\">less than a minute left</span>").And.Contain("You need not wait here").And
            .Contain($"<a class=\"button second\" id=\"return\" href=\"/cashier/{order.Id.Value}/return?lang=en\">Back to the shop</a>");
        html.Should().NotContain("data-return=\"", "nobody is sent away from a payment that is not final");
        using var answer = await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/return?lang=en");
        answer.Headers.Location!.ToString().Should().Be("https://shop.example/return?x=1");
    }

    /// <summary>As kamiFaka and tg_faka_bot do it: a server posts the order, follows the redirect and looks for a script.</summary>
    [Fact]
    public async Task A_bot_that_follows_the_redirect_finds_the_cashier_in_the_page()
    {
        var shop = new Shop(gateway, merchant);
        using var bot = new HttpClient { BaseAddress = gateway.Url };
        using var answer = await bot.PostAsync("/submit.php", new FormUrlEncodedContent(shop.SignEpay(shop.EpayOrder("BOT-1"))));
        var script = Regex.Match(await answer.Content.ReadAsStringAsync(), "<script>(.*)</script>").Groups[1].Value;
        var url = Regex.Match(script, "href='(.*)'").Groups[1].Value;
        url.Should().Be($"{gateway.Url}cashier?id={(await shop.FindAsync("BOT-1"))!.Id.Value}");
        (await bot.GetStringAsync(url)).Should().Contain("Waiting for your payment");
    }

    [Theory]
    [InlineData("/cashier?id=7&lang=zh", "找不到这笔付款", "店主提示：该链接不对应本网关的任何订单")]
    [InlineData("/cashier?id=7&lang=en", "There is no such payment", "For the shop's owner: the link names no order")]
    public async Task An_error_page_speaks_the_pages_language_and_hints_at_what_the_owner_does(string path, string text, string hint)
    {
        using var answer = await gateway.Http.GetAsync(path);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Should().Contain(text).And.Contain(hint);
    }

    [Theory]
    [InlineData("zh", "请求不是从本页发出的")]
    [InlineData("en", "That did not come from this page")]
    public async Task A_refused_choice_is_told_in_the_language_of_the_page_it_came_from(string language, string text)
    {
        await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDC", Wallet);
        var order = await CreateAsync("H-20");
        var page = await gateway.Http.GetStringAsync($"/cashier?id={order.Id.Value}&lang={language}");
        var action = Regex.Match(page, "action=\"([^\"]+)\"").Groups[1].Value;
        using var answer = await gateway.Http.PostAsync(action, new FormUrlEncodedContent([new("wallet", "x")]));
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(text);
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
        await Patience.UntilAsync(
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
        new OrderTerms
        {
            Face = Face.Epay,
            MoneyText = $"{money}",
            Subject = subject,
            NotifyUrl = "https://notify.example/n",
            ReturnUrl = "https://shop.example/return?x=1",
        },
        money);
}
