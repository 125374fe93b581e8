using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>The cashier in a real browser, over the whole gateway and a chain that the test writes.</summary>
public sealed class CashierTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string WalletShown = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static readonly UInt128 OneToken = TokenAmount.Scale(18);

    private readonly ScriptedChain chain = new(confirmations: 3);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;
    private ShopReceiver shop = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        shop = new ShopReceiver(_ => (200, "welcome back"));
    }

    public async Task DisposeAsync()
    {
        await shop.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_payer_sees_waiting_then_confirmations_then_completion_without_reload_and_goes_back_to_the_shop()
    {
        var order = await CreateAsync("B-1");
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("waiting");
        (await payer.Page.Locator("#amount").InnerTextAsync()).Should().Be("10");
        (await payer.Page.Locator("#address").InnerTextAsync()).Should().Be(WalletShown);
        await payer.PictureAsync("waiting-phone-en");
        await payer.Page.EvaluateAsync("window.stayed = true");

        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        await payer.SeesAsync("confirming");
        (await payer.TextAsync()).Should().Contain("1 of 3 confirmations");
        await payer.PictureAsync("confirming-phone-en");
        (await payer.Page.EvaluateAsync<bool>("window.stayed === true")).Should().BeTrue("nothing was loaded anew");

        chain.Mine();
        await payer.Page.GetByText("2 of 3 confirmations").First.WaitForAsync();
        chain.Mine();
        await payer.SeesAsync("completed");
        (await payer.Page.EvaluateAsync<bool>("window.stayed === true")).Should().BeTrue("nothing was loaded anew");
        await payer.PictureAsync("completed-phone-en");
        await payer.Page.WaitForURLAsync(shop.Url + "return**");
        payer.Page.Url.Should().Contain("trade_status=TRADE_SUCCESS").And.Contain("out_trade_no=B-1").And.Contain("sign=");
        AssertClean(payer, alsoAllowed: shop.Url);
    }

    [Fact]
    public async Task The_copy_buttons_put_exact_texts_on_the_clipboard()
    {
        await CreateAsync("B-C0");
        var order = await CreateAsync("B-C1");
        await using var payer = await OpenAsync(order);
        await payer.Page.Locator(".copy.amount").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be("10.01");
        await payer.Page.Locator(".copy.address").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be(WalletShown);
        await payer.Page.Locator(".copy.address.done").WaitForAsync();
        (await payer.Page.Locator("#announce").TextContentAsync()).Should().Contain(WalletShown);
        AssertClean(payer);
    }

    [Fact]
    public async Task An_underpaid_order_asks_for_exactly_what_is_missing()
    {
        var order = await CreateAsync("B-U");
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("waiting");
        chain.Pay(Wallet, "USDT", 9 * OneToken + OneToken / 2);
        await payer.SeesAsync("underpaid");
        (await payer.TextAsync()).Should().Contain("0.5 USDT is still missing").And.Contain("Received 9.5 of 10 USDT");
        await payer.Page.Locator(".copy.amount").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be("0.5");
        await payer.PictureAsync("underpaid-phone-en");

        chain.Pay(Wallet, "USDT", OneToken / 2);
        await payer.SeesAsync("confirming");
        AssertClean(payer);
    }

    [Theory]
    [InlineData("en", "You sent 0.5 USDT more than asked", "Received 10.5 of 10 USDT")]
    [InlineData("zh-CN", "0.5 USDT", "10.5 / 10 USDT")]
    public async Task A_payer_who_sent_too_much_is_told_by_how_much_from_the_first_sight_to_the_end(string language, string excess, string received)
    {
        var order = await CreateAsync($"B-O-{language}");
        await using var payer = await OpenAsync(order, language);
        await payer.SeesAsync("waiting");
        chain.Pay(Wallet, "USDT", 10 * OneToken + OneToken / 2);
        await payer.SeesAsync("confirming");
        (await payer.TextAsync()).Should().Contain(excess).And.Contain(received);
        for (var i = 0; i < 2; i++) chain.Mine();
        await payer.SeesAsync("completed");
        (await payer.TextAsync()).Should().Contain(excess).And.Contain(received);
        await payer.Page.Locator("[data-stay]").ClickAsync();
        await payer.PictureAsync($"overpaid-phone-{language}");
        AssertClean(payer);
    }

    [Fact]
    public async Task An_order_that_the_shop_closes_asks_for_no_money_any_more_and_leads_back_without_a_signature()
    {
        var order = await CreateAsync("B-X");
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("waiting");
        await payer.Page.EvaluateAsync("window.stayed = true");
        (await gateway.Grains.GetGrain<IOrderGrain>(order.Id.GrainKey).CloseAsync()).Should().Be(CloseOutcome.Closed);
        await payer.SeesAsync("closed");
        (await payer.Page.EvaluateAsync<bool>("window.stayed === true")).Should().BeTrue("nothing was loaded anew");
        (await payer.TextAsync()).Should().Contain("This order was closed").And.Contain("do not send anything").And.NotContain(WalletShown).And.NotContain("Time left");
        (await payer.Page.Locator(".qr, .copy, button.method").CountAsync()).Should().Be(0);
        await payer.PictureAsync("closed-phone-en");
        await using var desktop = await OpenAsync(order, "zh-CN", 1280, 900, dark: true);
        await desktop.SeesAsync("closed");
        await desktop.PictureAsync("closed-desktop-zh-dark");

        await payer.Page.Locator("#return").ClickAsync();
        await payer.Page.WaitForURLAsync(shop.Url + "return");
        payer.Page.Url.Should().Be(shop.Url + "return", "nothing signed tells of an order that is not paid");
        AssertClean(payer, alsoAllowed: shop.Url);
    }

    [Fact]
    public async Task Chinese_readers_get_Chinese_and_may_change_to_English()
    {
        var order = await CreateAsync("B-Z");
        await using var payer = await OpenAsync(order, "zh-CN", 1280, 900);
        (await payer.Page.Locator("html").GetAttributeAsync("lang")).Should().Be("zh-CN");
        (await payer.TextAsync()).Should().Contain("等待付款").And.Contain("仅限在 BNB Smart Chain (BEP20) 网络转入 USDT");
        await payer.PictureAsync("waiting-desktop-zh");
        await payer.Page.GetByText("English").ClickAsync();
        await payer.Page.GetByText("Waiting for your payment").WaitForAsync();
        (await payer.Page.Locator("html").GetAttributeAsync("lang")).Should().Be("en");
        AssertClean(payer);
    }

    [Fact]
    public async Task An_expired_order_hides_the_address_and_says_until_when_a_late_payment_counts()
    {
        var order = await CreateAsync("B-E", expiresIn: TimeSpan.FromSeconds(2));
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("expired");
        (await payer.TextAsync()).Should().Contain("The time is up").And.Contain("still counts").And.NotContain(WalletShown);
        await payer.PictureAsync("expired-phone-en");

        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        await payer.SeesAsync("confirming");
        AssertClean(payer);
    }

    [Fact]
    public async Task A_payer_chooses_among_the_merchants_coins()
    {
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "BNB", Wallet, rate: 4000m)).Outcome.Should().Be(WalletOutcome.Saved);
        var order = await CreateAsync("B-M");
        order.Quote.Should().BeNull();
        await using var payer = await OpenAsync(order, "zh-CN", dark: true);
        await payer.SeesAsync("choose");
        await payer.PictureAsync("choose-phone-zh-dark");
        await payer.Page.Locator("button.method:has(b:text-is('BNB'))").ClickAsync();
        await payer.SeesAsync("waiting");
        (await payer.Page.Locator("#amount").InnerTextAsync()).Should().Be("0.0175");
        await payer.PictureAsync("waiting-phone-zh-dark");
        await payer.Page.Locator("summary").ClickAsync();
        await payer.Page.Locator("button.method:has(b:text-is('USDT'))").ClickAsync();
        await payer.Page.Locator("#amount", new PageLocatorOptions { HasText = "10" }).WaitForAsync();
        AssertClean(payer);
    }

    [Fact]
    public async Task Without_scripts_amount_address_and_code_are_there()
    {
        var order = await CreateAsync("B-N");
        await using var payer = await PayerPage.OpenAsync(browser.Browser, Url(order), width: 360, height: 740, scripts: false);
        (await payer.Page.Locator("#amount").InnerTextAsync()).Should().Be("10");
        (await payer.Page.Locator("#address").InnerTextAsync()).Should().Be(WalletShown);
        (await payer.Page.Locator("meta[http-equiv=refresh]").CountAsync()).Should().Be(1);
        var box = await payer.Page.Locator(".qr img").First.BoundingBoxAsync();
        box!.Width.Should().BeGreaterThan(200);
        payer.Requests.Should().Contain(request => request.Contains("qr.svg"));
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(1280, 900)]
    public async Task Nothing_is_wider_than_the_window(int width, int height)
    {
        var order = await CreateAsync($"B-W{width}", subject: new string('W', 120));
        await using var payer = await OpenAsync(order, "en", width, height);
        (await payer.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(width);
        await payer.PictureAsync($"waiting-{width}");
    }

    [Fact]
    public async Task An_unknown_order_has_a_page_in_the_same_style()
    {
        await using var payer = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, "/cashier?id=00000000000000000000000000000000"));
        (await payer.Page.Locator("main").InnerTextAsync()).Should().Contain("There is no such payment");
        await payer.PictureAsync("unknown-phone-en");
    }

    private Task<PayerPage> OpenAsync(Order order, string language = "en", int width = 390, int height = 844, bool dark = false) =>
        PayerPage.OpenAsync(browser.Browser, Url(order), language, width, height, dark);

    private Uri Url(Order order) => new(gateway.Url, $"/cashier?id={order.Id.Value}");

    private Task<Order> CreateAsync(string number, TimeSpan? expiresIn = null, string subject = "VIP 会员 <1 year>") => gateway.CreateOrderAsync(
        merchant.Merchant.Id, number, new OrderTerms { Face = Face.Epay, MoneyText = "70", Subject = subject, ReturnUrl = shop.Url + "return" }, expiresIn: expiresIn);

    private void AssertClean(PayerPage payer, string? alsoAllowed = null)
    {
        payer.Complaints.Should().BeEmpty();
        payer.Requests.Should().OnlyContain(request => request.StartsWith(gateway.Url.ToString()) || request.StartsWith("data:") || alsoAllowed != null && request.StartsWith(alsoAllowed));
    }
}
