using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Orders;
using Payments.Storage;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>The operators' page in a real browser, over the whole gateway with orders in several states, callbacks that are not heard and a chain that the test writes.</summary>
public sealed class OpsTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 3);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;
    private ShopReceiver deaf = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(ScriptedChain.Settings) { ["Logging:LogLevel:Default"] = "None" }, services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        deaf = new ShopReceiver(_ => (500, "<html>Whoops</html>"));
    }

    public async Task DisposeAsync()
    {
        await deaf.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_the_right_one_opens_the_page_until_the_operator_signs_out()
    {
        await using var tab = await OpenAsync(1280, 900);
        await tab.PictureAsync("ops-login-desktop");
        await SignInAsync(tab, "not-the-key");
        await tab.Page.GetByText("That is not the admin key.").WaitForAsync();
        (await tab.Page.Locator("[data-part]").CountAsync()).Should().Be(0);
        await tab.PictureAsync("ops-refused-desktop");

        await SignInAsync(tab, GatewayHost.AdminKey);
        await Part(tab, "orders").WaitForAsync();
        (await tab.Page.ContentAsync()).Should().NotContain(GatewayHost.AdminKey);
        await tab.Page.ReloadAsync();
        await Part(tab, "orders").WaitForAsync();

        await tab.Page.GetByText("Sign out").ClickAsync();
        await tab.Page.GetByLabel("Admin key").WaitForAsync();
        await tab.Page.GotoAsync(new Uri(gateway.Url, "/ops").ToString());
        await tab.Page.GetByLabel("Admin key").WaitForAsync();
        AssertClean(tab);
    }

    [Theory]
    [InlineData(1280, 900, false, "desktop")]
    [InlineData(390, 844, false, "phone")]
    [InlineData(1280, 900, true, "desktop-dark")]
    public async Task The_page_shows_orders_callbacks_chains_nodes_and_activations_and_follows_them(int width, int height, bool dark, string name)
    {
        await CreateAsync("O-1");
        await CreateAsync("O-2");
        var paid = await CreateAsync("O-3");
        var given = await CreateAsync("O-4");
        foreach (var order in new[] { paid, given }) chain.Pay(Wallet, "USDT", order.Quote!.Units);
        for (var i = 0; i < 3; i++) chain.Mine();
        for (var i = 0; i < 4; i++) await deaf.NextAsync();
        await GiveUpAsync(given);

        await using var tab = await OpenAsync(width, height, dark);
        await SignInAsync(tab, GatewayHost.AdminKey);
        await Tile(tab, "orders", "pending", "2").WaitForAsync();
        await Tile(tab, "orders", "completed", "2").WaitForAsync();
        await Tile(tab, "callbacks", "pending", "1").WaitForAsync();
        await Tile(tab, "callbacks", "failed", "1").WaitForAsync();
        await Part(tab, "callbacks").GetByText("next due in").WaitForAsync();
        await Row(tab, "chains", "bsc").Filter(Text("104")).WaitForAsync();
        await Row(tab, "nodes", "https://node.example/***").Filter(Text("healthy")).WaitForAsync();
        await Row(tab, "failed", $"{given.Id.Value}-1").Filter(Text("HTTP 500")).WaitForAsync();
        await Part(tab, "activations").GetByText("WebhookDelivery").WaitForAsync();
        await tab.PictureAsync($"ops-{name}");
        (await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(width, "wide tables scroll within themselves");

        // What happens now is shown without loading the page anew.
        await tab.Page.EvaluateAsync("window.stayed = true");
        await CreateAsync("O-5");
        chain.Outage = "no connection: refused";
        await Tile(tab, "orders", "pending", "3").WaitForAsync();
        await Row(tab, "nodes", "unhealthy").Filter(Text("no connection: refused")).WaitForAsync();
        await Row(tab, "chains", "no connection: refused").WaitForAsync();
        (await tab.Page.EvaluateAsync<bool>("window.stayed === true")).Should().BeTrue();
        await tab.PictureAsync($"ops-outage-{name}");
        AssertClean(tab);
    }

    [Fact]
    public async Task Figures_that_are_no_longer_refreshed_say_of_when_they_are()
    {
        await using var tab = await OpenAsync(1280, 900);
        await SignInAsync(tab, GatewayHost.AdminKey);
        await Part(tab, "orders").WaitForAsync();
        await tab.Page.RouteAsync("**/ops", route => route.FulfillAsync(new RouteFulfillOptions { Status = 503, Body = "no database" }));
        await tab.Page.Locator("#stale").Filter(new() { HasTextRegex = new("^These figures are of 20.*UTC: the gateway answers 503") }).WaitForAsync();
        await tab.Page.UnrouteAllAsync();
        await tab.Page.Locator("#stale").Filter(new() { HasTextRegex = new("^$") }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    private static LocatorFilterOptions Text(string text) => new() { HasText = text };

    private static ILocator Part(PayerPage tab, string part) => tab.Page.Locator($"[data-part={part}]");

    private static ILocator Row(PayerPage tab, string part, string text) => Part(tab, part).Locator("tbody tr").Filter(Text(text));

    private static ILocator Tile(PayerPage tab, string part, string name, string value) =>
        Part(tab, part).Locator(".tile").Filter(new() { Has = tab.Page.Locator($"span:text-is('{name}')") }).Filter(new() { Has = tab.Page.Locator($"b:text-is('{value}')") });

    private static async Task SignInAsync(PayerPage tab, string key)
    {
        await tab.Page.GetByLabel("Admin key").FillAsync(key);
        await tab.Page.Keyboard.PressAsync("Enter");
    }

    private Task<PayerPage> OpenAsync(int width, int height, bool dark = false) => PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, "/ops"), "en", width, height, dark);

    private Task<Order> CreateAsync(string number) =>
        gateway.CreateOrderAsync(merchant.Merchant.Id, number, new OrderTerms { Face = Face.Epay, MoneyText = "70", NotifyUrl = deaf.Url + "notify" });

    /// <summary>What a callback looks like when its schedule is used up, two hours from now.</summary>
    private Task GiveUpAsync(Order order)
    {
        const string sql = """
            UPDATE deliveries SET state = json_remove(json_set(state, '$.status', 'failed'), '$.wakeAt')
            WHERE json_extract(state, '$.order') = @id AND json_array_length(state, '$.attempts') = 2
            """;
        var database = gateway.Services.GetRequiredService<IDatabase>();
        return Patience.UntilAsync(
            () => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id = order.Id.Value }, transaction)),
            static rows => rows > 0, "both requests of the first attempt are written down");
    }

    /// <summary>The browser itself notes that the login page came with 401.</summary>
    private void AssertClean(PayerPage tab)
    {
        tab.Complaints.Should().OnlyContain(complaint => complaint.Contains("401"));
        tab.Requests.Should().OnlyContain(request => request.StartsWith(gateway.Url.ToString()) || request.StartsWith("data:"));
    }
}
