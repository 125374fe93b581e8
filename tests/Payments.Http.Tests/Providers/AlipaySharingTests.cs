using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Alipay;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary>Profit sharing at Alipay's stand-in, where shares are taken back by the refund that names them.</summary>
public sealed class AlipaySharingTests : IAsyncLifetime
{
    private readonly HttpClient hands = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly LateTime time = new();
    private GatewayHost host = null!;
    private AlipaySandbox sandbox = null!;

    public async Task InitializeAsync()
    {
        sandbox = await AlipaySandbox.StartAsync(time);
        host = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Alipay:Sharing"] = "30",
            ["Providers:Alipay:AppId"] = sandbox.Account["ALIPAY_APP_ID"],
            ["Providers:Alipay:PrivateKey"] = sandbox.Account["ALIPAY_PRIVATE_KEY"],
            ["Providers:Alipay:PublicKey"] = sandbox.Account["ALIPAY_PUBLIC_KEY"],
            ["Providers:Alipay:SellerId"] = sandbox.Account["ALIPAY_SELLER_ID"],
            ["Providers:Alipay:GatewayUrl"] = sandbox.Account["ALIPAY_GATEWAY_URL"],
            ["Logging:LogLevel:Default"] = "None",
        });
    }

    public async Task DisposeAsync()
    {
        await host.EndAuditedAsync();
        await sandbox.DisposeAsync();
        hands.Dispose();
    }

    [Fact]
    public async Task A_payment_is_divided_and_its_refund_takes_the_same_part_back()
    {
        var (shop, merchant) = await new ApiClient(host.Http).RegisterAsync("shop@example.com");
        await shop.PollAsync(merchant);
        var rule = await shop.PostAsync("/sharing/rules",
            """{"name":"分店","provider":"alipay","receiver_type":"userId","receiver":"2088001","amount":"2.5"}""");
        rule.Status.Should().Be(HttpStatusCode.Created, rule.Error);

        var wish = new { order_id = "AS-1", amount = "70", currency = "CNY", method = "alipay_qr" };
        var charge = (await shop.PostAsync("/payments", JsonSerializer.Serialize(wish))).Data["charge"]!;
        (await hands.GetAsync((string)charge["qr_text"]!)).EnsureSuccessStatusCode();
        time.Behind = TimeSpan.FromSeconds(30);
        using (await hands.PostAsync(new Uri(sandbox.Url, $"sandbox/trades/{charge["reference"]}/pay"), null)) time.Behind = default;
        var shared = await UntilAsync(shop, "/sharing/payments/AS-1", data => (string)data["state"]! == "over");
        ((string)shared["shares"]![0]!["status"]!, (string)shared["shares"]![0]!["amount"]!).Should().Be(("succeeded", "2.5"));

        var refund = await shop.PostAsync("/payments/AS-1/refunds", """{"refund_id":"R","amount":"35"}""");
        ((string)refund.Data["status"]!).Should().Be("succeeded", refund.Error);
        var after = (await shop.GetAsync("/sharing/payments/AS-1")).Data;
        ((string)after["shares"]![0]!["returned"]!, (string)after["returns"]![0]!["status"]!).Should().Be(("1.25", "succeeded"));
    }

    private static Task<JsonNode> UntilAsync(ApiClient shop, string path, Func<JsonNode, bool> isSo) =>
        Patience.UntilAsync(async () => (JsonNode)(await shop.GetAsync(path)).Data, isSo, path);
}
