using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.ProviderSandbox.Alipay;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>
/// A payer at a computer goes from the cashier to Alipay's page and back, by its URL, or where that is too long by a form that posts
/// itself.
/// </summary>
public sealed class AlipayBrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly HttpClient hands = new();
    private AlipaySandbox sandbox = null!;
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    [Theory]
    [InlineData(5, true)]
    [InlineData(200, true)]
    [InlineData(200, false)]
    public async Task The_payer_pays_at_Alipays_page_and_comes_back_to_a_completed_order(int letters, bool scripts)
    {
        var title = new string('会', letters);
        await using var payer = await PayerPage.OpenAsync(
            browser.Browser, await OrderAsync($"AB-{letters}-{scripts}", title), width: 1280, scripts: scripts);
        await payer.Page.Locator("#pay-at-provider").ClickAsync();
        // Without a script the form waits for its button.
        if (!scripts) await payer.Page.Locator("form #pay-at-provider").ClickAsync();
        await payer.Page.WaitForURLAsync($"{sandbox.Url}gateway.do**");
        var isPosted = !payer.Page.Url.Contains("biz_content", StringComparison.Ordinal);
        isPosted.Should().Be(letters > 100, payer.Page.Url);
        (await payer.Page.Locator("dl").InnerTextAsync()).Should().Contain(title).And.Contain("70.00");

        await payer.Page.Locator("button", new() { HasText = "Pay" }).ClickAsync();
        await payer.Page.WaitForURLAsync($"{gateway.Url}**");
        await payer.SeesAsync("completed");
        payer.Complaints.Should().BeEmpty();
    }

    public async Task InitializeAsync()
    {
        sandbox = await AlipaySandbox.StartAsync(TimeProvider.System);
        var settings = SandboxAccounts.SettingsOf("alipay", sandbox.Account);
        settings["Providers:AllowSandbox"] = "true";
        settings["Logging:LogLevel:Default"] = "None";
        gateway = await GatewayHost.StartAsync(settings);
        merchant = await gateway.RegisterMerchantAsync();
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await sandbox.DisposeAsync();
        hands.Dispose();
    }

    /// <summary>The cashier of an order that is to be paid at a page of Alipay's.</summary>
    private async Task<Uri> OrderAsync(string number, string title)
    {
        var wish = new
        {
            order_id = number,
            amount = "70",
            currency = "CNY",
            method = "alipay_page",
            subject = title,
            callback_url = "https://shop.example/n",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Url, "/api/v1/payments"))
        {
            Content = JsonContent.Create(wish),
        };
        request.Headers.Add("X-API-Key", merchant.ApiKey);
        using var answer = await hands.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.Should().BeTrue(text);
        return new Uri((string)JsonNode.Parse(text)!["data"]!["cashier_url"]!);
    }
}
