using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Cryptomus;
using Payments.ProviderSandbox.Medogram;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Providers;

/// <summary>The whole way through the stand-ins of real providers: creation, the payer's page, notice or return, completion.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private readonly HttpClient payer = new(new HttpClientHandler { AllowAutoRedirect = false });
    private CryptomusSandbox cryptomus = null!;
    private MedogramSandbox medogram = null!;
    private GatewayHost gateway = null!;
    private ApiClient shop = null!;

    public async Task InitializeAsync()
    {
        cryptomus = await CryptomusSandbox.StartAsync(TimeProvider.System);
        medogram = await MedogramSandbox.StartAsync(TimeProvider.System);
        gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Cryptomus:ApiKey"] = cryptomus.Account["CRYPTOMUS_API_KEY"],
            ["Providers:Cryptomus:MerchantUuid"] = cryptomus.Account["CRYPTOMUS_MERCHANT_UUID"],
            ["Providers:Cryptomus:BaseUrl"] = cryptomus.Account["CRYPTOMUS_BASE_URL"],
            ["Providers:Medogram:ApiKey"] = medogram.Account["PAYMENT_API_KEY"],
            ["Providers:Medogram:BaseUrl"] = medogram.Account["PAYMENT_GATEWAY_URL"],
            ["Logging:LogLevel:Default"] = "None",
        });
        (shop, var merchant) = await new ApiClient(gateway.Http).RegisterAsync("shop@example.com");
        await shop.PollAsync(merchant);
    }

    public async Task DisposeAsync()
    {
        await gateway.EndAuditedAsync();
        await cryptomus.DisposeAsync();
        await medogram.DisposeAsync();
        payer.Dispose();
    }

    [Fact]
    public async Task A_Cryptomus_invoice_is_paid_on_its_page_and_credits_once_whatever_the_webhooks_do()
    {
        var charge = await CreateAsync("C-1", "15", "USD", "cryptomus");
        ((string)charge["provider_id"]!, (string)charge["state"]!).Should().Be((UuidOf(charge), "open"));
        foreach (var fault in new[] { "forged", "twice" }) cryptomus.Faults.Order(fault, 1).Should().BeTrue();
        await ActAsync(charge, "pay");
        await BecomesAsync("C-1", "completed");
        var paid = (await shop.GetAsync("/payments/C-1")).Data;
        ((string)paid["charge"]!["state"]!, (string?)paid["charge"]!["transaction"]).Should().NotBe(("paid", null));
        (await shop.GetAsync("/orders/C-1")).Data["charges"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Less_than_asked_completes_nothing_and_the_rest_does()
    {
        var charge = await CreateAsync("C-2", "15", "USD", "cryptomus");
        await ActAsync(charge, "less");
        await ChargeBecomesAsync("C-2", "underpaid");
        ((string)(await shop.GetAsync("/payments/C-2")).Data["status"]!).Should().Be("confirmed");
        await ActAsync(charge, "pay");
        await BecomesAsync("C-2", "completed");
    }

    [Fact]
    public async Task A_webhook_over_another_amount_completes_nothing()
    {
        var charge = await CreateAsync("C-3", "15", "USD", "cryptomus");
        // That it is seen, and that it is paid.
        cryptomus.Faults.Order("other_amount", 2).Should().BeTrue();
        await ActAsync(charge, "pay");
        await ChargeBecomesAsync("C-3", "held");
        ((string)(await shop.GetAsync("/payments/C-3")).Data["status"]!).Should().Be("confirmed");
    }

    [Fact]
    public async Task An_invoice_whose_creation_was_answered_badly_is_one_invoice()
    {
        cryptomus.Faults.Order("lost", 1).Should().BeTrue();
        var charge = await CreateAsync("C-4", "15", "USD", "cryptomus");
        (await shop.PostAsync("/payments", Wish("C-4", "15", "USD", "cryptomus"))).Data["charge"]!["provider_id"]!.ToString()
            .Should().Be((string)charge["provider_id"]!);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("form")]
    public async Task A_Medogram_payment_is_verified_when_the_payer_comes_back(string style)
    {
        medogram.ReturnStyle = style;
        var charge = await CreateAsync($"M-{style}", "100000", "IRR", "medogram");
        await ReturnAsync(await ActAtBankAsync(charge, "pay"));
        await BecomesAsync($"M-{style}", "completed");
    }

    [Theory]
    [InlineData("less", "confirmed", "held")]
    [InlineData("cancel", "pending", "open")]
    public async Task What_the_gateway_does_not_verify_as_asked_completes_nothing(string action, string status, string state)
    {
        var charge = await CreateAsync($"N-{action}", "100000", "IRR", "medogram");
        await ReturnAsync(await ActAtBankAsync(charge, action));
        await BecomesAsync($"N-{action}", status);
        ((string)(await shop.GetAsync($"/payments/N-{action}")).Data["charge"]!["state"]!).Should().Be(state);
    }

    [Fact]
    public async Task A_made_up_return_pays_nothing_and_the_true_one_still_does()
    {
        var charge = await CreateAsync("M-3", "100000", "IRR", "medogram");
        var back = await ActAtBankAsync(charge, "pay");
        var made = new Uri(back.Target.Split('?')[0] + "?trans_id=1&id_get=1");
        (await payer.GetAsync(made)).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        ((string)(await shop.GetAsync("/payments/M-3")).Data["status"]!).Should().Be("pending");
        await ReturnAsync(back);
        await BecomesAsync("M-3", "completed");
    }

    private static string Wish(string number, string amount, string currency, string method) =>
        JsonSerializer.Serialize(new { order_id = number, amount, currency, method });

    private static string UuidOf(JsonNode charge) => ((string)charge["url"]!).Split('/')[^1];

    private async Task<JsonNode> CreateAsync(string number, string amount, string currency, string method)
    {
        var created = await shop.PostAsync("/payments", Wish(number, amount, currency, method));
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        return created.Data["charge"]!;
    }

    private async Task ActAsync(JsonNode charge, string action)
    {
        using var answer = await payer.PostAsync($"{charge["url"]}/{action}", null);
        ((int)answer.StatusCode).Should().BeLessThan(400);
    }

    /// <summary>What the payer does on the gateway's page, and where that leads the browser, with the form that it posts there.</summary>
    private async Task<(string Target, string? Page)> ActAtBankAsync(JsonNode charge, string action)
    {
        var page = (string)charge["url"]!;
        using var answer = await payer.PostAsync(page[..page.LastIndexOf('-')] + $"-{action}", null);
        if (answer.Headers.Location is { } location) return (location.ToString(), null);
        var html = await answer.Content.ReadAsStringAsync();
        return (Attribute(html, "action"), html);
    }

    private async Task ReturnAsync((string Target, string? Page) back)
    {
        var fields = back.Page?.Split("<input").Skip(1).ToDictionary(input => Attribute(input, "name"), input => Attribute(input, "value"));
        using var answer = fields is null
            ? await payer.GetAsync(back.Target)
            : await payer.PostAsync(back.Target, new FormUrlEncodedContent(fields));
        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
    }

    private static string Attribute(string html, string name)
    {
        var from = html.IndexOf($"{name}=\"", StringComparison.Ordinal) + name.Length + 2;
        return WebUtility.HtmlDecode(html[from..html.IndexOf('"', from)]);
    }

    private Task ChargeBecomesAsync(string number, string state) => Patience.UntilAsync(
        async () => (string)(await shop.GetAsync($"/payments/{number}")).Data["charge"]!["state"]!, seen => seen == state, $"the charge of {number} is {state}");

    private Task BecomesAsync(string number, string status) => Patience.UntilAsync(
        async () => (string)(await shop.GetAsync($"/payments/{number}")).Data["status"]!, seen => seen == status, $"{number} is {status}");
}
