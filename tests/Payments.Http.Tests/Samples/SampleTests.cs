using System.Security.Cryptography;
using System.Text;
using Payments.Testing;

namespace Payments.Http.Tests.Samples;

/// <summary>The samples of docs/integrations do what the guides say, against the gateway.</summary>
public sealed class SampleTests(ScriptedGateway gateway) : IClassFixture<ScriptedGateway>
{
    [Theory]
    [MemberData(nameof(SampleShop.Languages), MemberType = typeof(SampleShop))]
    public async Task A_sample_creates_a_payment_and_believes_its_callback_and_no_forged_one(string language)
    {
        var shop = await gateway.ShopAsync();
        var sample = new SampleShop(language, shop, gateway.Host.Url);
        await using var receiver = new ShopReceiver();
        var created = await sample.CreateAsync("SAMPLE-1", "70.50", "usdt", receiver.Url + "notify");
        var order = (await shop.FindAsync("SAMPLE-1"))!;
        created.GetProperty("trade_no").GetString().Should().Be(order.Id.Value);
        created.GetProperty("payurl").GetString().Should().EndWith($"/cashier?id={order.Id.Value}");

        gateway.Chain.Pay(order.Quote!.Address, "USDT", order.Quote.Units);
        gateway.Chain.Mine();
        var heard = (await receiver.NextAsync()).Content;
        var other = await gateway.ShopAsync();
        var others = other.SignEpay(Fields(heard));
        var unpaid = shop.SignEpay(new(Fields(heard)) { ["trade_status"] = "WAIT_BUYER_PAY" });
        (await sample.CallbacksAsync(heard, heard.Replace("money=70.50", "money=1.00", StringComparison.Ordinal),
            heard.Replace("&sign=", "&signed=", StringComparison.Ordinal), Form(others), Form(unpaid)))
            .Should().Equal("paid SAMPLE-1 70.50", "refused", "refused", "refused", "refused");
    }

    [Theory]
    [MemberData(nameof(SampleShop.Languages), MemberType = typeof(SampleShop))]
    public async Task A_sample_believes_a_webhook_signed_by_its_secret_over_these_bytes_alone(string language)
    {
        var shop = await gateway.ShopAsync();
        var sample = new SampleShop(language, shop, gateway.Host.Url);
        const string body = """{"event_type":"payment_status_changed","data":{"order_id":"店-1","status":"completed"}}""";
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(shop.Keys.ApiSecret), Encoding.UTF8.GetBytes(body));
        var signature = $"sha256={Convert.ToHexStringLower(hash)}";
        var forged = body.Replace("completed", "expired", StringComparison.Ordinal);
        (await sample.WebhooksAsync((signature, body), (signature, forged), ("sha256=00", body)))
            .Should().Equal("completed 店-1", "refused", "refused");
    }

    private static Dictionary<string, string> Fields(string form) => form.Split('&').Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => System.Net.WebUtility.UrlDecode(pair[0]), pair => System.Net.WebUtility.UrlDecode(pair[1]));

    private static string Form(Dictionary<string, string> fields) =>
        string.Join('&', fields.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
}
