using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>The document's webhook addresses: the real scheme, the document's own, and what is refused.</summary>
public sealed class RechargeWebhookTests(RechargeGateway gateway) : IClassFixture<RechargeGateway>
{
    private const string Path = "/api/v1/orders/payments/cryptomus-webhook";
    private const string Token = $"?token={RechargeGateway.CallbackToken}";

    /// <summary>The body of the document's curl.</summary>
    private const string Sample = """{"uuid":"test","payment_status":"paid"}""";

    [Fact]
    public async Task Cryptomus_is_told_the_documents_address_with_the_token_on_it()
    {
        var user = (await gateway.ShopAsync()).User("user-1");
        var made = (await user.CreateAsync("""{"amount":"10","currency":"USD"}""")).Body;
        using (await gateway.Payer.PostAsync($"{made["payment_url"]}/pay", null))
            await user.BecomesAsync((string)made["payment_id"]!, "completed");
        var sent = JsonNode.Parse(await gateway.Payer.GetStringAsync(new Uri(gateway.Sandbox.Url, "sandbox/webhooks")))!.AsArray();
        sent.Should().Contain(webhook => (string)webhook!["url"]! == gateway.WebhookUrl + Token && (int)webhook["status"]! == 200);
    }

    [Theory]
    [InlineData("", "right", 403, "Invalid signature")]
    [InlineData("?token=wrong", "right", 403, "Invalid signature")]
    [InlineData(Token + Token, "right", 403, "Invalid signature")]
    [InlineData(Token, "wrong", 403, "Invalid signature")]
    [InlineData(Token, "none", 403, "Invalid signature")]
    [InlineData(Token, "text", 400, "Invalid webhook")]
    [InlineData(Token, "twice", 400, "Invalid webhook")]
    [InlineData(Token, "right", 200, null)]
    public async Task What_the_installations_account_did_not_sign_or_address_changes_nothing(
        string query, string kind, int status, string? message)
    {
        var user = (await gateway.ShopAsync()).User("user-1");
        var made = (await user.CreateAsync("""{"amount":"10","currency":"USD"}""")).Body;
        var order = await ReferenceOfAsync(made);
        var data = new JsonObject
        {
            ["type"] = "payment",
            ["uuid"] = ((string)made["payment_url"]!).Split('/')[^1],
            ["order_id"] = order,
            ["amount"] = "10.00000000",
            ["currency"] = "USD",
            ["is_final"] = true,
            ["status"] = "paid",
        }.ToJsonString();
        var body = kind switch
        {
            "right" => await CryptomusOracle.WebhookAsync(data, CryptomusSandbox.PaymentKey),
            "wrong" => await CryptomusOracle.WebhookAsync(data, "another-key"),
            "text" => "paid"u8.ToArray(),
            "twice" => Encoding.UTF8.GetBytes(data[..^1] + ",\"status\":\"paid\",\"sign\":\"00\"}"),
            _ => Encoding.UTF8.GetBytes(data),
        };
        await PostAsync(Path + query, body, null, status, message);
        ((string)(await user.GetAsync($"payments/{made["payment_id"]}")).Body["status"]!).Should()
            .Be(status == 200 ? "completed" : "pending");
    }

    [Fact]
    public async Task The_documents_own_curl_passes_where_its_scheme_is_set_and_its_signature_is_right()
    {
        var shop = await gateway.ShopAsync(("webhook_scheme", "header"));
        var path = $"{Path}/{shop.Id.Value}";
        var body = Encoding.UTF8.GetBytes(Sample);
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(CryptomusSandbox.PaymentKey), body));
        await PostAsync(path, body, sign, 200, null);
        await PostAsync($"{Path}/{shop.Id.ToUuid()}", body, sign.ToUpperInvariant(), 200, null);
        await PostAsync(path, body, "your_signature", 403, "Invalid signature");
        await PostAsync(path, body, null, 403, "Invalid signature");
        await PostAsync(path, [.. body, (byte)' '], sign, 403, "Invalid signature");
        // By the notify URL of every provider it is the same.
        await PostAsync($"/notify/cryptomus/{shop.Id.Value}", body, sign, 200, null);
        await PostAsync($"/notify/cryptomus/{shop.Id.Value}", body, "your_signature", 403, "Invalid signature");
        // The installation's account goes by the real scheme.
        await PostAsync(Path + Token, body, sign, 403, "Invalid signature");
    }

    [Fact]
    public async Task Webhooks_from_other_networks_than_the_listed_are_refused_whatever_they_say()
    {
        var shop = await gateway.ShopAsync(("webhook_networks", "91.227.144.54/32, 203.0.113.0/24"), ("webhook_scheme", "header"));
        var body = Encoding.UTF8.GetBytes(Sample);
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(CryptomusSandbox.PaymentKey), body));
        foreach (var (from, status) in new[]
        {
            (null, 403), ("198.51.100.7", 403), ("91.227.144.54", 200), ("203.0.113.9", 200), ("203.0.113.9, 198.51.100.7", 403),
            ("::ffff:91.227.144.54", 200), ("unknown", 403),
        })
            await PostAsync($"{Path}/{shop.Id.Value}", body, sign, status, status == 403 ? "Invalid signature" : null, from);
        var settings = $$$"""{"settings":{"merchant_uuid":"{{{CryptomusSandbox.MerchantUuid}}}","webhook_networks":"91.227.144"}}""";
        var bad = await shop.Client.PutAsync("/providers/cryptomus", settings);
        bad.Error.Should().Be("settings.webhook_networks: networks such as 91.227.144.54/32 were expected, with commas between");
    }

    [Theory]
    [InlineData("none", HttpStatusCode.NotFound)]
    [InlineData("..%2f", HttpStatusCode.NotFound)]
    public async Task A_merchant_that_is_none_has_no_webhooks(string merchant, HttpStatusCode status)
    {
        using var answer = await gateway.Host.Http.PostAsync($"{Path}/{merchant}", new StringContent(Sample));
        answer.StatusCode.Should().Be(status);
    }

    /// <summary>Our number of the charge, as the sandbox was told it.</summary>
    private async Task<string> ReferenceOfAsync(JsonNode made)
    {
        var page = await gateway.Payer.GetStringAsync((string)made["payment_url"]!);
        return System.Text.RegularExpressions.Regex.Match(page, "[a-z2-7]{26}_1").Value;
    }

    private async Task PostAsync(string path, byte[] body, string? sign, int status, string? message, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (sign is not null) request.Headers.TryAddWithoutValidation("sign", sign);
        if (from is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
        using var answer = await gateway.Host.Http.SendAsync(request);
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((int)answer.StatusCode, (string?)said["message"], (int)said["state"]!).Should()
            .Be((status, message, status == 200 ? 0 : 1), from ?? path);
    }
}
