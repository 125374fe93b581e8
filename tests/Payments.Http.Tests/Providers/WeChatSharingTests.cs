using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.WeChat;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary>Profit sharing at WeChat Pay's stand-in, whose clock is behind ours while a payer pays: so no test waits.</summary>
public sealed class WeChatSharingTests : IAsyncLifetime
{
    private readonly HttpClient hands = new();
    private readonly LateTime time = new();
    private GatewayHost host = null!;
    private WeChatSandbox sandbox = null!;

    public async Task InitializeAsync()
    {
        sandbox = await WeChatSandbox.StartAsync(time);
        var settings = SandboxAccounts.SettingsOf("wechat", sandbox.Account);
        settings["Providers:AllowSandbox"] = "true";
        settings["Providers:Wechat:Sharing"] = "10:1900000109";
        settings["Logging:LogLevel:Default"] = "None";
        host = await GatewayHost.StartAsync(settings);
    }

    public async Task DisposeAsync()
    {
        await host.EndAuditedAsync();
        await sandbox.DisposeAsync();
        hands.Dispose();
    }

    [Fact]
    public async Task A_payment_is_shared_by_the_merchants_rules_and_given_back_before_its_refund()
    {
        var (shop, merchant) = await new ApiClient(host.Http).RegisterAsync("shop@example.com");
        await shop.PollAsync(merchant);
        Task<ApiAnswer> AddAsync(string receiver, string percent) => shop.PostAsync("/sharing/rules", $$"""
            {"name":"分店","provider":"wechat","receiver_type":"MERCHANT_ID","receiver":"{{receiver}}","receiver_name":"示例商户",
             "relation":"STORE","percent":"{{percent}}"}
            """);
        (await AddAsync("1900000110", "5")).Should().Match<ApiAnswer>(refused => refused.Status == HttpStatusCode.Conflict &&
            refused.Error == "receiver: gets nothing of payments by the installation's account; ask its operator");
        var off = await shop.PostAsync("/sharing/rules", """
            {"name":"off","provider":"wechat","receiver_type":"MERCHANT_ID","receiver":"1900000110","receiver_name":"x","relation":"STORE",
             "percent":"5","enabled":false}
            """);
        off.Status.Should().Be(HttpStatusCode.Conflict);
        sandbox.Requests.Should().NotContain(request => request.Target.EndsWith("/receivers/add"));
        (await AddAsync("1900000109", "10.01")).Should().Match<ApiAnswer>(refused => refused.Status == HttpStatusCode.Conflict &&
            refused.Error == "percent: all rules together are above the 10 of the provider");
        var rule = await AddAsync("1900000109", "10");
        rule.Status.Should().Be(HttpStatusCode.Created, rule.Error);
        sandbox.Requests.Last(request => request.Target == "/v3/profitsharing/receivers/add").Body
            .Should().NotContain("示例商户", "names are encrypted on their way");

        var wish = new { order_id = "WS-1", amount = "70", currency = "CNY", method = "wechat_native" };
        var created = await shop.PostAsync("/payments", JsonSerializer.Serialize(wish));
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        time.Behind = TimeSpan.FromSeconds(100);
        using (await hands.PostAsync(new Uri(sandbox.Url, $"pay/{created.Data["charge"]!["reference"]}/pay"), null)) time.Behind = default;
        var shared = await UntilAsync(shop, "/sharing/payments/WS-1", data => (string)data["state"]! == "over");
        var share = shared["shares"]!.AsArray().Should().ContainSingle().Subject!;
        ((string)share["status"]!, (string)share["amount"]!, (string)share["receiver"]!).Should().Be(("succeeded", "7", "1900000109"));
        sandbox.Requests.Last(request => request.Target == "/v3/profitsharing/orders/unfreeze").Should().NotBeNull();

        var refund = await shop.PostAsync("/payments/WS-1/refunds", """{"refund_id":"R"}""");
        ((string)refund.Data["status"]!).Should().Be("processing", refund.Error);
        var back = sandbox.Requests.Last(request => request.Target == "/v3/profitsharing/return-orders").Body;
        ((long)JsonNode.Parse(back)!["amount"]!).Should().Be(700);
        using (await hands.PostAsync(new Uri(sandbox.Url, $"sandbox/refunds/{refund.Data["reference"]}/success"), null)) { }
        await UntilAsync(shop, "/payments/WS-1/refunds/R", data => (string)data["status"]! == "succeeded");
        ((string)(await shop.GetAsync("/sharing/payments/WS-1")).Data["shares"]![0]!["returned"]!).Should().Be("7");
    }

    private static Task<JsonNode> UntilAsync(ApiClient shop, string path, Func<JsonNode, bool> isSo) =>
        Patience.UntilAsync(async () => (JsonNode)(await shop.GetAsync(path)).Data, isSo, path);
}
