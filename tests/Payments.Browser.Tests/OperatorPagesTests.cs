using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>The operators' side in a real browser: every page of it, for an operator with a second factor.</summary>
public sealed class OperatorPagesTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string Email = "olga@example.com";
    private const string Password = "a long enough sentence";

    private readonly ScriptedChain chain = new(confirmations: 3);
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(ScriptedChain.Settings) { ["Rates:Sources"] = "", ["Logging:LogLevel:Default"] = "None" },
            services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        await gateway.CreateOrderAsync(merchant.Merchant.Id, "O-1");
        chain.Mine();
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Theory]
    [InlineData("en", 390, true)]
    [InlineData("zh-CN", 390, false)]
    public async Task Every_page_is_read_by_all_and_fits_the_screen(string language, int width, bool dark)
    {
        var name = $"{language[..2]}-{width}{(dark ? "-dark" : "")}";
        await using var tab = await PayerPage.OpenAsync(browser.Browser, await LinkAsync(), language, width, dark: dark);
        await tab.LookAsync($"operators-welcome-{name}", width);
        await SignInAsync(tab);

        foreach (var path in new[] { "overview", "chains", "merchants", "rates", "accounts", "operators" })
        {
            await OpenAsync(tab, path);
            await tab.LookAsync($"operators-{path}-{name}", width);
        }
        foreach (var path in new[] { $"merchants/{merchant.Merchant.Pid}", "merchants?q=999999", "rates?from=USDT&to=USD" })
        {
            await GoAsync(tab, path);
            foreach (var summary in await tab.Page.Locator("main details summary").AllAsync()) await summary.ClickAsync();
            await tab.LookAsync($"operators-{path.Split('?', '/')[0]}-more-{name}", width);
        }
        await SendAsync("PUT", "/api/v1/admin/rates", """{"from":"USDT","to":"USD","rate":"1.01"}""");
        await OpenAsync(tab, "audit");
        foreach (var summary in await tab.Page.Locator("main details summary").AllAsync()) await summary.ClickAsync();
        await tab.LookAsync($"operators-audit-{name}", width);
        await OpenAsync(tab, "accounts");
        await tab.Page.Locator("form[action$='/accounts/cryptomus/check'] button").ClickAsync();
        await tab.Page.WaitForURLAsync("**/accounts/cryptomus/check");
        await tab.LookAsync($"operators-check-{name}", width);
        tab.Complaints.Should().OnlyContain(complaint => complaint.Contains("400"), "a shop that is not there was looked for");
        tab.Requests.Should().OnlyContain(request => request.StartsWith(gateway.Url.ToString()) || request.StartsWith("data:"));
    }

    /// <summary>Sets the password by the link, signs in, and sets up the second factor, without which no operators' side opens.</summary>
    private async Task SignInAsync(PayerPage tab)
    {
        await tab.Page.Locator("input[name=password]").FillAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("input[name=email]").FillAsync(Email);
        await tab.Page.Locator("input[name=password]").FillAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/console");
        await tab.Page.GotoAsync(new Uri(gateway.Url, "/console/account").ToString());
        await tab.Page.Locator("form[action$='/account/factor'] input[type=password]").FillAsync(Password);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Locator("main img").WaitForAsync();
        var secret = await tab.Page.Locator("main code").First.InnerTextAsync();
        var code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);
        await tab.Page.Locator("input[name=code]").FillAsync(code);
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**/account?notice=FactorSet");
        await GoAsync(tab, "overview");
    }

    /// <summary>Goes to a section; on a narrow screen the navigation is unfolded first.</summary>
    private static async Task OpenAsync(PayerPage tab, string path)
    {
        var menu = tab.Page.Locator("nav summary");
        if (await menu.IsVisibleAsync()) await menu.ClickAsync();
        await tab.Page.Locator($"nav a[href='/ops/{path}']").ClickAsync();
        await tab.Page.WaitForURLAsync($"**/ops/{path}");
    }

    private Task GoAsync(PayerPage tab, string path) => tab.Page.GotoAsync(new Uri(gateway.Url, $"/ops/{path}").ToString());

    private async Task<Uri> LinkAsync()
    {
        using var envelope = JsonDocument.Parse(
            await SendAsync("POST", "/api/v1/admin/people/links", $$"""{"email":"{{Email}}","operator":true}"""));
        return new Uri(envelope.RootElement.GetProperty("data").GetProperty("link").GetString()!);
    }

    private async Task<string> SendAsync(string method, string path, string json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
            Headers = { { "X-Admin-Key", GatewayHost.AdminKey } },
        };
        using var answer = await gateway.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
