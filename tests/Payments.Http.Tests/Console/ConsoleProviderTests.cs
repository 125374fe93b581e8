using System.Net;
using Payments.Domain.People;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Console;

/// <summary>A shop's accounts at payment providers in the console, checked against a stand-in.</summary>
public sealed class ConsoleProviderTests : IAsyncLifetime
{
    private GatewayHost gateway = null!;
    private CryptomusSandbox sandbox = null!;

    public async Task InitializeAsync()
    {
        sandbox = await CryptomusSandbox.StartAsync(TimeProvider.System);
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
            ["Rates:Sources"] = "",
            ["Logging:LogLevel:Default"] = "None",
            ["Providers:AllowSandbox"] = "true",
        });
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task An_account_is_saved_checked_in_words_replaced_and_removed_and_its_secret_never_shown()
    {
        var merchant = (await gateway.RegisterMerchantAsync("tea@example.com")).Merchant;
        var owner = await ConsoleBrowser.JoinAsync(gateway, merchant.Id.ToUuid(), ShopRole.Owner, "anna@example.com");
        var path = $"/console/{merchant.Pid}/providers";
        (await owner.GetAsync(path)).Text.Should().Contain("cryptomus No account").And.Contain($"/notify/cryptomus/{merchant.Id.Value}");
        (await owner.PostFromAsync(path, path + "/cryptomus/check")).Status.Should().Be(HttpStatusCode.NotFound, "there is no account");

        var methods = await MethodsAsync(owner, path);
        Task<ConsoleAnswer> SaveAsync(string key, string proof = ConsoleGateway.Password, string uuid = CryptomusSandbox.MerchantUuid) =>
            owner.PostFromAsync(path, path + "/cryptomus", [
                ("setting-api_key", key), ("setting-merchant_uuid", uuid), ("setting-base_url", sandbox.Account["CRYPTOMUS_BASE_URL"]),
                ("proof-password", proof), .. methods]);
        (await SaveAsync(CryptomusSandbox.PaymentKey, "wrong")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await owner.GetAsync(path)).Text.Should().Contain("cryptomus No account", "the password was wrong");
        (await SaveAsync("")).Text.Should().Contain("settings.api_key");
        (await SaveAsync(CryptomusSandbox.PaymentKey, uuid: "seven")).Text.Should().Contain("settings.merchant_uuid").And.Contain("UUID");
        (await SaveAsync(CryptomusSandbox.PaymentKey)).Location.Should().Be(path + "?notice=ProviderSaved");

        var page = await owner.GetAsync(path);
        page.Text.Should().Contain("The shop's own account").And.Contain(CryptomusSandbox.MerchantUuid).And.Contain("set, not shown");
        page.Html.Should().NotContain(CryptomusSandbox.PaymentKey);
        var good = await owner.PostFromAsync(path, path + "/cryptomus/check");
        good.Text.Should().Contain("Everything is as it must be").And.Contain("the provider took our key and answered")
            .And.Contain("Clock:").And.Contain("leads to the gateway, from here");
        good.Html.Should().NotContain(CryptomusSandbox.PaymentKey);

        (await SaveAsync("another-key")).Location.Should().EndWith("ProviderSaved");
        (await owner.PostFromAsync(path, path + "/cryptomus/check")).Text
            .Should().Contain("Something is not as it must be").And.Contain("Signed call: the provider refuses it: ");
        (await owner.GetAsync("/console/account?lang=zh")).Status.Should().Be(HttpStatusCode.OK);
        (await owner.PostFromAsync(path, path + "/cryptomus/check")).Text.Should().Contain("签名调用：渠道拒绝");
        (await owner.GetAsync("/console/account?lang=en")).Status.Should().Be(HttpStatusCode.OK);

        var developer = await ConsoleBrowser.JoinAsync(gateway, merchant.Id.ToUuid(), ShopRole.Developer, "ben@example.com");
        (await developer.PostFromAsync(path, path + "/cryptomus/check")).Status.Should().Be(HttpStatusCode.OK);
        (await developer.GetAsync(path)).Html.Should().NotContain("setting-api_key", "a developer changes no account");
        var support = await ConsoleBrowser.JoinAsync(gateway, merchant.Id.ToUuid(), ShopRole.Support, "cleo@example.com");
        (await support.GetAsync(path)).Html.Should().NotContain("/notify/").And.NotContain("setting-");

        (await SaveAsync("")).Location.Should().EndWith("ProviderSaved", "an empty secret stays");
        (await owner.PostFromAsync(path, path + "/cryptomus/remove", ("proof-password", ConsoleGateway.Password))).Location
            .Should().Be(path + "?notice=ProviderRemoved");
        (await owner.GetAsync(path)).Text.Should().Contain("cryptomus No account");
        (await owner.PostFromAsync(path, path + "/nobody", ("proof-password", ConsoleGateway.Password))).Status
            .Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<(string, string)[]> MethodsAsync(ConsoleBrowser browser, string path) =>
    [
        .. System.Text.RegularExpressions.Regex.Matches((await browser.GetAsync(path)).Html, "name=\"(method-[a-z_]+)\"")
            .Select(match => (match.Groups[1].Value, "on")).Distinct(),
    ];
}
