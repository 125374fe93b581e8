using System.Text.Json.Nodes;
using Payments.Contracts.Merchants;
using Payments.ProviderSandbox.WeChat;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>
/// A payer in WeChat: Chromium under WeChat's name, with a bridge that writes down what it is asked. What WeChat itself does with it is not
/// to be had here.
/// </summary>
public sealed class WeChatBrowserTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string UserAgent =
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0.49";

    private const string Bridge = """
        window.asked = [];
        window.WeixinJSBridge = {
          invoke: (name, what, done) => {
            asked.push([name, what]);
            done({ err_msg: "get_brand_wcpay_request:ok" });
          },
        };
        """;

    private readonly HttpClient hands = new();
    private WeChatSandbox sandbox = null!;
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task The_payment_opens_once_by_itself_and_again_by_the_button_until_the_gateway_has_heard_of_it(string language)
    {
        var id = await OrderAsync($"WB-{language}");
        await using var payer = await PayerPage.OpenAsync(
            browser.Browser, new Uri(gateway.Url, $"/cashier?id={id}"), language, userAgent: UserAgent, bridge: Bridge);
        await payer.SeesAsync("choose");
        await payer.PictureAsync($"wechat-choose-{language}");
        await payer.Page.Locator("a.method").ClickAsync();
        await payer.SeesAsync("waiting");
        await payer.Page.WaitForFunctionAsync("asked.length === 1");

        var asked = JsonNode.Parse(await payer.Page.EvaluateAsync<string>("JSON.stringify(asked[0])"))!;
        ((string)asked[0]!, (string)asked[1]!["appId"]!, (string)asked[1]!["signType"]!).Should()
            .Be(("getBrandWCPayRequest", WeChatSandbox.AppId, "RSA"));
        new Uri(payer.Page.Url).Query.Should().NotContain("code");
        new Uri(payer.Page.Url).Fragment.Should().BeEmpty();
        await payer.SeesAsync("waiting");
        await payer.PictureAsync($"wechat-pay-{language}");

        await payer.Page.ReloadAsync();
        (await payer.Page.EvaluateAsync<int>("asked.length")).Should().Be(0, "who loads the page again has not asked to pay again");
        await payer.Page.Locator("#pay-in-app").ClickAsync();
        (await payer.Page.EvaluateAsync<int>("asked.length")).Should().Be(1);

        var number = ((string)asked[1]!["package"]!)["prepay_id=wx".Length..][..28];
        using var paid = await hands.PostAsync(new Uri(sandbox.Url, $"pay/{number}/pay"), null);
        paid.EnsureSuccessStatusCode();
        await payer.SeesAsync("completed");
        (await payer.Page.Locator("#pay-in-app").CountAsync()).Should().Be(0);
        payer.Complaints.Should().BeEmpty();
    }

    public async Task InitializeAsync()
    {
        sandbox = await WeChatSandbox.StartAsync(TimeProvider.System);
        var settings = SandboxAccounts.SettingsOf("wechat", sandbox.Account);
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

    private async Task<string> OrderAsync(string number)
    {
        var form = EpayForm.Of(merchant, number, "70", "https://shop.example/n", "");
        using var answer = await hands.PostAsync(new Uri(gateway.Url, "/mapi.php"), new FormUrlEncodedContent(form));
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["trade_no"]!;
    }
}
