using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Domain.Money;
using Payments.Domain.Users;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing.Gateway;

namespace Payments.Browser.Tests;

/// <summary>
/// An end user tops up in a real browser: at Cryptomus, for which the sandbox stands in, and to the merchant's own wallet.
/// </summary>
public sealed class RechargePageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    /// <summary>How long the way by the pay page may take, in milliseconds: the sandbox starts Node for each webhook.</summary>
    private const float ReturnMs = 60_000;

    private const string Wallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";

    private readonly ScriptedChain chain = new(confirmations: 3);
    private CryptomusSandbox sandbox = null!;
    private GatewayHost gateway = null!;
    private MerchantKeys merchant = null!;

    public async Task InitializeAsync()
    {
        sandbox = await CryptomusSandbox.StartAsync(TimeProvider.System);
        gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(ScriptedChain.Settings)
            {
                ["Providers:AllowSandbox"] = "true",
                ["Providers:Cryptomus:ApiKey"] = CryptomusSandbox.PaymentKey,
                ["Providers:Cryptomus:MerchantUuid"] = CryptomusSandbox.MerchantUuid,
                ["Providers:Cryptomus:BaseUrl"] = sandbox.Account["CRYPTOMUS_BASE_URL"],
                ["Logging:LogLevel:Default"] = "None",
            },
            services => services.AddSingleton<IChainReaders>(chain));
        merchant = await gateway.RegisterMerchantAsync();
        await SetAsync(new UpdateMerchant { UserTokens = new UserTokenSettings { Mode = UserTokenMode.Secret } });
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("en", 390)]
    [InlineData("zh-CN", 900)]
    public async Task A_user_names_an_amount_pays_at_Cryptomus_comes_back_and_has_his_balance(string language, int width)
    {
        await using var payer = await OpenAsync($"user-{width}", language, width);
        await payer.Page.Locator(".coin:has-text('BTC')").WaitForAsync();
        payer.Page.Url.Should().NotContain("token", "the address is copied and kept");
        await payer.Page.Locator("#amount").FillAsync("25");
        await payer.Page.Locator(".coin", new() { HasText = "LTC" }).ClickAsync();
        (await payer.Page.Locator("#estimate").InnerTextAsync()).Should().Contain("0.3125 LTC");
        await payer.PictureAsync($"recharge-form-{language}-{width}");
        await payer.Page.Locator("#create").ClickAsync();
        await SeesAsync(payer, "pending");
        (await payer.Page.Locator("#pay-amount .number").InnerTextAsync()).Should().Contain("0.3125").And.Contain("LTC");
        (await payer.Page.Locator("#clock time").InnerTextAsync()).Should().MatchRegex(@"^(29|30):\d\d$");
        await payer.Page.Locator("#qr[src^='data:image/png']").WaitForAsync();
        await payer.Page.Locator("#address").ClickAsync();
        (await payer.ClipboardAsync()).Should().StartWith("T");
        await payer.PictureAsync($"recharge-pay-{language}-{width}");

        payer.Complaints.Should().BeEmpty();
        // The pay page is elsewhere; the payer leaves, pays, and is led back in the same tab.
        await payer.Page.Locator("#link").ClickAsync();
        await payer.Page.GetByText("Pay", new() { Exact = true }).ClickAsync();
        await payer.Page.Locator("#recharge[data-status=completed]").WaitForAsync(new() { Timeout = ReturnMs });
        payer.Complaints.Clear();
        await payer.Page.Locator("#balance:not([hidden])").WaitForAsync();
        (await payer.Page.Locator("#balance").InnerTextAsync()).Should().Contain("25 USD");
        await payer.PictureAsync($"recharge-done-{language}-{width}");
        payer.Complaints.Should().BeEmpty();
        payer.Requests.Should().NotContain(
            request => request.Contains("token=", StringComparison.Ordinal), "what stands behind the # is sent to nobody");
        payer.Requests.Should().OnlyContain(request => request.StartsWith(gateway.Url.ToString(), StringComparison.Ordinal) ||
            request.StartsWith(sandbox.Url.ToString(), StringComparison.Ordinal) || request.StartsWith("data:", StringComparison.Ordinal));

        await payer.Page.Locator("#again").ClickAsync();
        await payer.Page.Locator("#create:enabled").WaitForAsync();
    }

    [Theory]
    [InlineData("en", 390)]
    [InlineData("zh-CN", 900)]
    public async Task A_user_has_an_address_of_his_own_that_stays_and_what_comes_there_is_credited(string language, int width)
    {
        var user = $"own-{width}";
        await using var payer = await OpenAsync(user, language, width);
        await payer.Page.Locator(".coin", new() { HasText = "LTC" }).ClickAsync();
        await payer.Page.Locator("#own-open").ClickAsync();
        var shown = payer.Page.Locator("#own-address .number");
        await payer.Page.Locator("#own-address:not([hidden])").WaitForAsync();
        var address = await shown.InnerTextAsync();
        (await payer.Page.Locator("#own-note").InnerTextAsync()).Should().Contain("LTC").And.Contain("USD");
        await payer.Page.Locator("#own-address").ClickAsync();
        (await payer.ClipboardAsync()).Should().Be(address);
        await payer.PictureAsync($"recharge-own-{language}-{width}");

        await payer.Page.Locator(".coin", new() { HasText = "BTC" }).ClickAsync();
        await payer.Page.Locator("#own-address").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await payer.Page.ReloadAsync();
        await payer.Page.Locator(".coin", new() { HasText = "LTC" }).ClickAsync();
        await payer.Page.Locator("#own-open").ClickAsync();
        await payer.Page.Locator("#own-address:not([hidden])").WaitForAsync();
        (await shown.InnerTextAsync()).Should().Be(address, "it is the user's for good");
        payer.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_payment_to_an_own_wallet_is_followed_block_by_block()
    {
        (await gateway.AddWalletAsync(merchant.Merchant.Id, "bsc", "USDT", Wallet)).Outcome.Should().Be(WalletOutcome.Saved);
        await SetAsync(new UpdateMerchant { Recharge = new() { Source = Domain.Merchants.RechargeSource.Wallets } });
        await using var payer = await OpenAsync("user-w", "en", 390);
        await payer.Page.Locator("#amount").FillAsync("70");
        await payer.Page.Locator("#create:enabled").ClickAsync();
        await SeesAsync(payer, "pending");
        (await payer.Page.Locator("#pay-amount .number").InnerTextAsync()).Should().Contain("10").And.Contain("USDT");
        chain.Pay(Wallet, "USDT", 6 * TokenAmount.Scale(18));
        await SeesAsync(payer, "underpaid");
        (await payer.Page.Locator("#pay-amount b").InnerTextAsync()).Should().Be("4");
        await payer.PictureAsync("recharge-underpaid");
        chain.Pay(Wallet, "USDT", 4 * TokenAmount.Scale(18));
        await SeesAsync(payer, "confirming");
        await payer.Page.GetByText("of 3 confirmations").WaitForAsync();
        await payer.PictureAsync("recharge-confirming");
        chain.Mine();
        chain.Mine();
        await SeesAsync(payer, "completed");
        (await payer.Page.Locator("#balance").InnerTextAsync()).Should().Contain("70 CNY");
        payer.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task A_payment_that_is_gone_back_to_is_taken_up_again_and_an_expired_token_asks_for_a_new_link()
    {
        await using var payer = await OpenAsync("user-1", "en", 390);
        await payer.Page.Locator("#create:enabled").ClickAsync();
        await SeesAsync(payer, "pending");
        var address = await payer.Page.Locator("#address .number").InnerTextAsync();
        await payer.Page.ReloadAsync();
        await SeesAsync(payer, "pending");
        (await payer.Page.Locator("#address .number").InnerTextAsync()).Should().Be(address);

        await payer.Page.GotoAsync(LinkOf(TokenOf("user-1", TimeSpan.FromHours(-1))));
        await SeesAsync(payer, "token");
        await payer.PictureAsync("recharge-token");
        await payer.Page.GotoAsync(LinkOf(TokenOf("user-2", TimeSpan.FromHours(1))));
        await payer.Page.Locator("#create:enabled").WaitForAsync();
        (await payer.Page.Locator("#pay").IsVisibleAsync()).Should().BeFalse("another user has another payment");
    }

    [Fact]
    public async Task What_goes_wrong_is_said_in_words_and_trying_again_is_one_button()
    {
        await using var payer = await OpenAsync("user-1", "en", 390);
        await payer.Page.Locator("#create:enabled").WaitForAsync();
        // Three attempts, and each of them is answered with 503.
        sandbox.Faults.Order("down", 3).Should().BeTrue();
        await payer.Page.Locator("#create").ClickAsync();
        await payer.Page.GetByText("The payment service does not answer now").WaitForAsync();
        await payer.PictureAsync("recharge-problem");
        await payer.Page.Locator("#retry").ClickAsync();
        await SeesAsync(payer, "pending");
        (await payer.Page.Locator("#problem").IsVisibleAsync()).Should().BeFalse();

        await payer.Page.EvaluateAsync("sessionStorage.removeItem('recharge-payment')");
        await payer.Page.ReloadAsync();
        await payer.Page.Locator("#create:enabled").WaitForAsync();
        await payer.Page.Context.SetOfflineAsync(true);
        await payer.Page.Locator("#create").ClickAsync();
        await payer.Page.GetByText("The server could not be reached").WaitForAsync();
        await payer.Page.Context.SetOfflineAsync(false);
        await payer.Page.Locator("#retry").ClickAsync();
        await SeesAsync(payer, "pending");
    }

    [Fact]
    public async Task Without_a_token_the_page_says_where_it_is_opened()
    {
        var link = new Uri(gateway.Url, "/frontend/pages/recharge.html?lang=en&token=in-the-query");
        await using var payer = await PayerPage.OpenAsync(browser.Browser, link);
        await SeesAsync(payer, "token");
        payer.Requests.Should().NotContain(request => request.Contains("/api/", StringComparison.Ordinal));
    }

    private static Task SeesAsync(PayerPage payer, string status) => payer.Page.Locator($"#recharge[data-status={status}]").WaitForAsync();

    private Task<PayerPage> OpenAsync(string user, string language, int width) => PayerPage.OpenAsync(
        browser.Browser, new Uri(LinkOf(TokenOf(user, TimeSpan.FromHours(1)))), language, width);

    private string LinkOf(string token) =>
        new Uri(gateway.Url, $"/recharge?merchant={merchant.Merchant.Id.ToUuid()}#token={token}").ToString();

    private string TokenOf(string user, TimeSpan lifetime)
    {
        var claims = new JsonObject
        {
            ["iss"] = merchant.Merchant.Id.ToUuid(),
            ["sub"] = user,
            ["exp"] = (TimeProvider.System.GetUtcNow() + lifetime).ToUnixTimeSeconds(),
        };
        var signed = $"{Part(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" })}.{Part(claims)}";
        var sign = HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(merchant.ApiSecret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(sign)}";
    }

    private static string Part(JsonObject value) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(value.ToJsonString()));

    private Task SetAsync(UpdateMerchant change) =>
        gateway.Grains.GetGrain<IMerchantGrain>(merchant.Merchant.Id.GrainKey).UpdateAsync(change);
}
