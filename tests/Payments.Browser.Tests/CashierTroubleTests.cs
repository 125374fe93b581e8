using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Cashier;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>The cashier when the way to it is bad, and for payers who do not see it or use no mouse.</summary>
public sealed class CashierTroubleTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private static readonly UInt128 OneToken = TokenAmount.Scale(18);

    private readonly ScriptedChain chain = new(confirmations: 2);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_page_that_could_not_be_fetched_is_fetched_again_so_that_no_stage_is_missed(int status)
    {
        var order = await CreateAsync($"T-{status}");
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("waiting");
        var refused = 0;
        await payer.Page.RouteAsync("**/cashier?id=*", route => Interlocked.Increment(ref refused) == 1
            ? route.FulfillAsync(new RouteFulfillOptions { Status = status, Body = "not now" })
            : route.ContinueAsync());
        // Final in one step: no later change makes the page ask again.
        chain.Outage = "the watcher is to see both blocks at once";
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        chain.Mine();
        chain.Outage = null;
        await payer.SeesAsync("completed");
        refused.Should().BeGreaterThan(1);
        await payer.Page.Locator("#offline", new PageLocatorOptions { HasTextRegex = new Regex("^$") }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    [Fact]
    public async Task A_problem_with_a_coin_is_told_once_and_not_above_a_payment_that_is_complete()
    {
        var order = await CreateAsync("T-P");
        await using var payer = await OpenAsync(order, "&problem=coin");
        await payer.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        await payer.SeesAsync("confirming");
        chain.Mine();
        await payer.SeesAsync("completed");
        (await payer.Page.GetByRole(AriaRole.Alert).CountAsync()).Should().Be(0);
        payer.Page.Url.Should().NotContain("problem");
    }

    [Fact]
    public async Task Whoever_comes_when_too_many_watch_is_served_all_the_same()
    {
        var order = await CreateAsync("T-V");
        var watchers = new List<HttpResponseMessage>();
        for (var i = 0; i < OrderFeeds.ConnectionLimitPerOrder; i++) watchers.Add(await gateway.Http.GetAsync($"/cashier/{order.Id.Value}/events", HttpCompletionOption.ResponseHeadersRead));
        await using var payer = await OpenAsync(order);
        var refusal = await payer.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/state", StringComparison.Ordinal));
        refusal.Status.Should().Be(200, "where there is no stream, the page asks");
        (await payer.Page.Locator("#offline").TextContentAsync()).Should().BeEmpty();
        chain.Pay(Wallet, "USDT", order.Quote!.Units);
        await payer.SeesAsync("confirming");
        payer.Requests.Should().Contain(request => request.EndsWith("/events", StringComparison.Ordinal));
        watchers.ForEach(watcher => watcher.Dispose());
    }

    [Fact]
    public async Task Keys_reach_everything_and_the_focus_stays_where_it_was_when_the_page_changes()
    {
        var order = await CreateAsync("T-K");
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("waiting");
        await TabToAsync(payer, "copy-amount");
        await payer.Page.Keyboard.PressAsync("Enter");
        (await payer.ClipboardAsync()).Should().Be("10");
        await TabToAsync(payer, "open-link");
        await payer.Page.Keyboard.PressAsync("Enter");
        await TabToAsync(payer, "open-wallet");
        await TabToAsync(payer, "copy-address");
        await payer.Page.Keyboard.PressAsync("Space");
        (await payer.ClipboardAsync()).Should().StartWith("0x70997970");

        chain.Pay(Wallet, "USDT", 9 * OneToken);
        await payer.SeesAsync("underpaid");
        (await FocusAsync(payer)).Should().Be("copy-address", "its part was replaced under it");
        chain.Pay(Wallet, "USDT", OneToken);
        await payer.SeesAsync("confirming");
        (await payer.Page.EvaluateAsync<string>("document.activeElement.tagName")).Should().Be("H1", "the button is gone");
    }

    [Fact]
    public async Task What_changes_is_read_out_and_everything_has_a_name()
    {
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "BNB", "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", rate: 4000m)).Outcome.Should().Be(WalletOutcome.Saved);
        var choice = await CreateAsync("T-C");
        await using (var chooser = await OpenAsync(choice))
        {
            await chooser.SeesAsync("choose");
            await chooser.Page.GetByRole(AriaRole.Form, new() { Name = "Coins that this shop takes" }).WaitForAsync();
            (await chooser.Page.Locator("#offline").GetAttributeAsync("role")).Should().Be("status");
            await chooser.Page.Context.SetOfflineAsync(true);
            await chooser.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
            await chooser.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "No connection" }).WaitForAsync();
        }
        var order = await gateway.CreateOrderAsync(merchant.Merchant.Id, "T-A", Terms, wallet: (await WalletOfAsync("USDT")));
        await using var payer = await OpenAsync(order);
        await payer.SeesAsync("waiting");
        await payer.Page.GetByText("Pay with another coin").ClickAsync();
        await payer.Page.GetByRole(AriaRole.Form, new() { Name = "Pay with another coin" }).WaitForAsync();

        chain.Pay(Wallet, "USDT", 9 * OneToken);
        await Announced(payer, "Part of it has arrived. 1 USDT is still missing");
        chain.Pay(Wallet, "USDT", OneToken);
        await Announced(payer, "Payment seen 1 of 2 confirmations");
        await payer.Page.GetByRole(AriaRole.Progressbar, new() { Name = "1 of 2 confirmations" }).WaitForAsync();
        chain.Mine();
        await Announced(payer, "Payment complete");
    }

    private static OrderTerms Terms => new() { Face = Face.Epay, MoneyText = "70" };

    private static Task Announced(PayerPage payer, string text) =>
        payer.Page.Locator("#announce", new PageLocatorOptions { HasText = text }).WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private static async Task TabToAsync(PayerPage payer, string id)
    {
        for (var i = 0; i < 10 && await FocusAsync(payer) != id; i++) await payer.Page.Keyboard.PressAsync("Tab");
        (await FocusAsync(payer)).Should().Be(id);
    }

    private static Task<string> FocusAsync(PayerPage payer) => payer.Page.EvaluateAsync<string>("document.activeElement.id");

    private async Task<string> WalletOfAsync(string token) =>
        (await gateway.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey).GetAsync())!.Merchant.Wallets.Single(wallet => wallet.Token == token).Id;

    private Task<PayerPage> OpenAsync(Order order, string more = "") => PayerPage.OpenAsync(browser.Browser, new Uri(gateway.Url, $"/cashier?id={order.Id.Value}{more}"));

    private Task<Order> CreateAsync(string number) => gateway.CreateOrderAsync(merchant.Merchant.Id, number, Terms);
}
