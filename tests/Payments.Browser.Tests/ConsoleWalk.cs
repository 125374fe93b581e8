using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Orders;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>
/// The merchants' console in a real browser: an invitation, an order paid on a chain that the test writes, its callback sent again. Each
/// screen has a class of its own, so that the walks run beside each other.
/// </summary>
public abstract class ConsoleWalk(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string Password = "a long enough sentence";

    /// <summary>A picture of 32 by 24 pixels of one colour.</summary>
    private const string Logo =
        "iVBORw0KGgoAAAANSUhEUgAAACAAAAAYCAIAAAAUMWhjAAAAJElEQVR42mPQj35FU8QwasGoBaMWjFowasGoBaMWjFowNCwAAFFXXD2StuxaAAAAAElFTkSuQmCC";

    private readonly ScriptedChain chain = new(confirmations: 3);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;
    private ShopReceiver shop = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(ScriptedChain.Settings) { ["Logging:LogLevel:Default"] = "None" },
            services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        shop = new ShopReceiver(_ => (200, "success"));
    }

    public async Task DisposeAsync()
    {
        await shop.DisposeAsync();
        await gateway.DisposeAsync();
    }

    /// <summary>An owner joins, sees an order paid, sends its callback again, and goes through every section.</summary>
    protected async Task WalkAsync(string language, int width, int height, bool dark, string brand)
    {
        var terms = new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = shop.Url + "notify" };
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "CONSOLE-1", terms);
        await gateway.CreateOrderAsync(merchant.Merchant.Id, "CONSOLE-2", terms);
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        for (var i = 0; i < 3; i++) chain.Mine();
        await shop.NextAsync();

        var name = $"{language[..2]}-{width}{(dark ? "-dark" : "")}";
        await using var tab = await PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, "/console"), language, width, height, dark);
        await tab.Page.GetByText(brand).WaitForAsync();
        await tab.LookAsync($"console-sign-in-{name}", width);

        await tab.Page.GotoAsync(await LinkAsync());
        await tab.LookAsync($"console-invitation-{name}", width);
        // By keyboard alone: the name may stay empty.
        await tab.Page.Locator("input[name=password]").FocusAsync();
        await tab.Page.Keyboard.TypeAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/console/*?notice=Joined");
        await tab.LookAsync($"console-home-{name}", width);
        await LookAtMenuAsync(tab, name, width);

        await OpenAsync(tab, "orders");
        await tab.LookAsync($"console-orders-{name}", width);
        await tab.Page.Locator("input[name=q]").FillAsync("CONSOLE-1");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync($"**/orders/{order.Id.Value}");
        await tab.Page.Locator(".badge.good").First.WaitForAsync();
        await tab.Page.Locator("main details summary").First.ClickAsync();
        await tab.LookAsync($"console-order-{name}", width);
        await tab.Page.Locator("form[action$='/resend'] button").First.ClickAsync();
        await tab.Page.WaitForURLAsync("**?notice=Resent");
        await shop.NextAsync();

        foreach (var path in new[]
        {
            "wallets", "statement", "providers", "keys", "settings", "people", "unmatched", "refunds", "payouts", "reconciliation", "risk",
            "users", "notices", "audit", "deliveries", "checks",
        })
        {
            await OpenAsync(tab, path);
            await tab.LookAsync($"console-{path}-{name}", width);
        }
        var text = $"money=1&pid={merchant.Merchant.Pid}";
        await tab.Page.Locator("textarea[name=request]").FillAsync($"{text}&sign=00");
        await tab.Page.Locator("textarea[name=signed]").FillAsync($"pid={merchant.Merchant.Pid}&money=1");
        await tab.Page.Locator("form[action$='/signature'] button").ClickAsync();
        await tab.Page.Locator(".notice.bad").WaitForAsync();
        await tab.LookAsync($"console-clinic-{name}", width);
        foreach (var path in new[] { $"deliveries/{order.Id.Value}-1", "deliveries/endpoints", "reconciliation/settlements" })
        {
            await tab.Page.GotoAsync(new Uri(gateway.Url, $"/console/{merchant.Merchant.Pid}/{path}").ToString());
            await tab.LookAsync($"console-{path.Split('/')[0]}-more-{name}", width);
        }
        await ConnectAsync(tab, name, width);
        await DressAsync(tab, name, width);
        await OpenAsync(tab, "links");
        await tab.LookAsync($"console-links-{name}", width);
        await MakeLinkAsync(tab, name, width);
        await LookAtWalletAsync(tab, name, width);
        await tab.Page.Locator(".tools a[href$='/account']").ClickAsync();
        await tab.LookAsync($"console-account-{name}", width);
        await tab.Page.Locator("form[action$='/account/factor'] input[type=password]").FillAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("main img").WaitForAsync();
        await tab.LookAsync($"console-factor-{name}", width);
        tab.Complaints.Should().BeEmpty();
        tab.Requests.Should().OnlyContain(request => request.StartsWith(gateway.Url.ToString()) || request.StartsWith("data:"));
    }

    /// <summary>Sections stand in groups: open where there is room, under one button where there is none, by keyboard too.</summary>
    private static async Task LookAtMenuAsync(PayerPage tab, string name, int width)
    {
        var (menu, orders) = (tab.Page.Locator("nav summary"), tab.Page.Locator("nav a[href$='/orders']"));
        (await menu.IsVisibleAsync(), await orders.IsVisibleAsync()).Should().Be((width < 768, width >= 768));
        if (width >= 768) return;
        await menu.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await orders.WaitForAsync();
        await tab.LookAsync($"console-menu-{name}", width);
        await tab.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes to a section; on a narrow screen the navigation is unfolded first.</summary>
    private static async Task OpenAsync(PayerPage tab, string path)
    {
        var menu = tab.Page.Locator("nav summary");
        if (await menu.IsVisibleAsync()) await menu.ClickAsync();
        await tab.Page.Locator($"nav a[href$='/{path}']").ClickAsync();
        await tab.Page.WaitForURLAsync($"**/{path}");
    }

    /// <summary>The first key is replaced and an endpoint added: each shows what it made, and the home page tells of both.</summary>
    private async Task ConnectAsync(PayerPage tab, string name, int width)
    {
        await OpenAsync(tab, "keys");
        await tab.Page.Locator("td details summary").First.ClickAsync();
        await tab.Page.Locator("form[action$='/keys/first/roll'] input[name=proof-password]").FillAsync(Password);
        await tab.LookAsync($"console-key-roll-{name}", width);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("section[role=status] code").WaitForAsync();
        await tab.LookAsync($"console-key-{name}", width);
        await tab.Page.GotoAsync(new Uri(gateway.Url, $"/console/{merchant.Merchant.Pid}/deliveries/endpoints").ToString());
        var form = tab.Page.Locator("form[action$='/deliveries/endpoints']");
        await form.Locator("input[name=url]").FillAsync(shop.Url + "events");
        await form.Locator("input[name=proof-password]").FillAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("section[role=status] code").WaitForAsync();
        foreach (var summary in await tab.Page.Locator("section > details summary").AllAsync()) await summary.ClickAsync();
        await tab.LookAsync($"console-endpoint-{name}", width);
        await tab.Page.Locator("form[action$='/test'] button").ClickAsync();
        await tab.Page.Locator(".notice.good").WaitForAsync();
        await shop.NextAsync();
        await OpenAsync(tab, $"console/{merchant.Merchant.Pid}");
        (await tab.Page.Locator(".tile.warn").CountAsync()).Should().BeGreaterThanOrEqualTo(2);
        await tab.LookAsync($"console-home-news-{name}", width);
    }

    /// <summary>The shop gets a colour and a logo, which the payers' pages show from then on.</summary>
    private static async Task DressAsync(PayerPage tab, string name, int width)
    {
        await OpenAsync(tab, "settings");
        await tab.Page.Locator("input[name=color]").FillAsync("#8b0000");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/settings?notice=SettingsSaved");
        var logo = new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = Convert.FromBase64String(Logo) };
        await tab.Page.Locator("input[type=file]").SetInputFilesAsync(logo);
        await tab.Page.Locator("form[action$='/settings/logo'] button").ClickAsync();
        await tab.Page.Locator("main img.logo").WaitForAsync();
        await tab.LookAsync($"console-settings-dressed-{name}", width);
    }

    /// <summary>A link is made, opened as a payer does, and leads to the cashier.</summary>
    private static async Task MakeLinkAsync(PayerPage tab, string name, int width)
    {
        await tab.Page.Locator("input[name=title]").FillAsync("Tea & cake");
        await tab.Page.Locator("textarea[name=description]").FillAsync("Two cups,\none cake");
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Locator("main form button").Last.ClickAsync();
        await tab.Page.WaitForURLAsync("**/links/*?notice=LinkMade");
        await tab.LookAsync($"console-link-{name}", width);
        var console = tab.Page.Url;
        await tab.Page.GotoAsync(await tab.Page.Locator(".copy code").First.InnerTextAsync());
        await tab.Page.Locator("header img.logo").WaitForAsync();
        await tab.LookAsync($"link-{name}", width);
        await tab.Page.Locator("input[name=amount]").FillAsync("12.5");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/cashier?id=*");
        await tab.Page.GetByText("Tea & cake").WaitForAsync();
        await tab.LookAsync($"cashier-dressed-{name}", width);
        await tab.Page.GotoAsync(console.Split('?')[0]);
        await tab.Page.Locator("td a").First.WaitForAsync();
    }

    /// <summary>A new wallet is looked at before it is saved.</summary>
    private static async Task LookAtWalletAsync(PayerPage tab, string name, int width)
    {
        await OpenAsync(tab, "wallets");
        await tab.Page.Locator("input[name=place]").FillAsync("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/wallets/check");
        await tab.LookAsync($"console-wallet-check-{name}", width);
        await tab.Page.Locator("input[name=proof-password]").FillAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/wallets/*?notice=WalletSaved");
        await tab.LookAsync($"console-wallet-{name}", width);
    }

    /// <summary>Somebody joins and signs out in a browser that runs no scripts.</summary>
    protected async Task WalkWithoutScriptsAsync()
    {
        await using var tab = await PayerPage.OpenAsync(browser.Browser, new Uri(await LinkAsync()), scripts: false);
        await tab.Page.Locator("input[name=password]").FillAsync(Password);
        await tab.Page.Locator("main button").ClickAsync();
        await tab.Page.WaitForURLAsync("**/console/*?notice=Joined");
        await tab.Page.Locator("form[action$='/sign-out'] button").ClickAsync();
        await tab.Page.WaitForURLAsync("**/console/sign-in?notice=SignedOut");
    }

    private async Task<string> LinkAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/admin/merchants/{merchant.Merchant.Id.ToUuid()}/people")
        {
            Content = new StringContent("""{"email":"anna@example.com"}""", System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "X-Admin-Key", GatewayHost.AdminKey } },
        };
        using var answer = await gateway.Http.SendAsync(request);
        using var envelope = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return envelope.RootElement.GetProperty("data").GetProperty("link").GetString()!;
    }
}

/// <summary>On a wide screen.</summary>
public sealed class ConsoleDesktopTests(BrowserFixture browser) : ConsoleWalk(browser)
{
    [Fact]
    public Task An_owner_joins_sees_an_order_paid_and_sends_its_callback_again() =>
        WalkAsync("en", 1280, 900, dark: false, "Merchant console");

    [Fact]
    public Task It_works_without_a_script() => WalkWithoutScriptsAsync();
}

/// <summary>On a telephone, in Chinese.</summary>
public sealed class ConsoleChinesePhoneTests(BrowserFixture browser) : ConsoleWalk(browser)
{
    [Fact]
    public Task An_owner_joins_sees_an_order_paid_and_sends_its_callback_again() =>
        WalkAsync("zh-CN", 390, 844, dark: false, "商户后台");
}

/// <summary>On a telephone, in dark colours.</summary>
public sealed class ConsoleDarkPhoneTests(BrowserFixture browser) : ConsoleWalk(browser)
{
    [Fact]
    public Task An_owner_joins_sees_an_order_paid_and_sends_its_callback_again() =>
        WalkAsync("en", 390, 844, dark: true, "Merchant console");
}
