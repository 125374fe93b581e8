using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Cryptomus;
using Payments.Testing.Databases;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces.Recharge;

/// <summary>
/// A gateway whose operator followed the recharge document: the account at Cryptomus, which the sandbox stands in for, the document's
/// webhook address and the callback token. One chain is read for merchants with wallets of their own.
/// </summary>
public sealed class RechargeGateway : IAsyncLifetime
{
    public const string CallbackToken = "a-secure-callback-token";

    private int shops;

    public CryptomusSandbox Sandbox { get; private set; } = null!;

    public ScriptedChain Chain { get; } = new(confirmations: 3);

    public GatewayHost Host { get; private set; } = null!;

    /// <summary>What payers' browsers send to the sandbox.</summary>
    public HttpClient Payer { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    public string WebhookUrl { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Sandbox = await CryptomusSandbox.StartAsync(TimeProvider.System);
        var root = $"http://127.0.0.1:{PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture)}";
        WebhookUrl = $"{root}/api/v1/orders/payments/cryptomus-webhook";
        Host = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(ScriptedChain.Settings)
            {
                ["Urls"] = root,
                ["TrustedProxies"] = "127.0.0.0/8",
                ["Providers:AllowSandbox"] = "true",
                ["Providers:Cryptomus:ApiKey"] = Sandbox.Account["CRYPTOMUS_API_KEY"],
                ["Providers:Cryptomus:MerchantUuid"] = Sandbox.Account["CRYPTOMUS_MERCHANT_UUID"],
                ["Providers:Cryptomus:BaseUrl"] = Sandbox.Account["CRYPTOMUS_BASE_URL"],
                ["Providers:Cryptomus:WebhookUrl"] = WebhookUrl,
                ["Providers:Cryptomus:CallbackToken"] = CallbackToken,
                ["Limits:RechargesPerHour"] = "5",
                ["Limits:NetworkPerHour"] = "100000",
                ["Rates:Sources"] = "",
                ["Logging:LogLevel:Default"] = "None",
            },
            services => services.AddSingleton<IChainReaders>(Chain));
    }

    public async Task DisposeAsync()
    {
        await Host.EndAuditedAsync();
        await Sandbox.DisposeAsync();
        Payer.Dispose();
    }

    /// <summary>A fresh merchant that signs its users' tokens with its secret.</summary>
    public Task<RechargeShop> ShopAsync() => RechargeShop.OpenAsync(Host, $"recharge{Interlocked.Increment(ref shops)}@example.com");

    /// <summary>The same with an account of its own at the sandbox.</summary>
    public async Task<RechargeShop> ShopAsync(params (string Name, string Value)[] settings)
    {
        var shop = await ShopAsync();
        var account = new JsonObject
        {
            ["api_key"] = CryptomusSandbox.PaymentKey,
            ["merchant_uuid"] = CryptomusSandbox.MerchantUuid,
            ["base_url"] = Sandbox.Account["CRYPTOMUS_BASE_URL"],
        };
        foreach (var (name, value) in settings) account[name] = value;
        var saved = await shop.Client.PutAsync("/providers/cryptomus", new JsonObject { ["settings"] = account }.ToJsonString());
        saved.Status.Should().Be(HttpStatusCode.OK, saved.Error);
        return shop;
    }
}

/// <summary>A merchant whose end users call the gateway themselves.</summary>
public sealed record RechargeShop(GatewayHost Host, ApiClient Client, MerchantId Id, string Secret)
{
    public static async Task<RechargeShop> OpenAsync(GatewayHost host, string email)
    {
        var (client, merchant) = await new ApiClient(host.Http).RegisterAsync(email);
        MerchantId.TryParse((string)merchant["merchant_id"]!, out var id).Should().BeTrue();
        (await client.PutAsync($"/merchants/{id.ToUuid()}", """{"user_tokens":{"mode":"secret"}}""")).Status.Should().Be(HttpStatusCode.OK);
        return new RechargeShop(host, client, id, (string)merchant["api_secret"]!);
    }

    public Task<ApiAnswer> SetAsync(string recharge) => Client.PutAsync($"/merchants/{Id.ToUuid()}", $$"""{"recharge":{{recharge}}}""");

    public RechargeUser User(string name) => new(Host.Http, TokenOf(name));

    public string TokenOf(string name) =>
        Users.UserToken.Signed(Users.UserToken.Claims(Id.ToUuid(), name, TimeProvider.System.GetUtcNow().AddMinutes(30)), Secret);
}

/// <summary>An end user with his token.</summary>
public sealed record RechargeUser(HttpClient Http, string? Token)
{
    public async Task<(HttpStatusCode Status, JsonNode Body)> CreateAsync(
        string json, string? key = null, params (string Name, string Value)[] headers)
    {
        var more = key is null ? headers : [.. headers, ("Idempotency-Key", key)];
        using var answer = await SendAsync(HttpMethod.Post, "recharge", new StringContent(json, null, "application/json"), more);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/orders/{path}") { Content = content };
        if (Token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Reads the stream to its end.</summary>
    public async Task<IReadOnlyList<JsonNode>> MonitorAsync(string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var answer = await SendAsync(HttpMethod.Get, $"payments/{id}/monitor");
        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).Should().Be((HttpStatusCode.OK, "text/event-stream"));
        var lines = (await answer.Content.ReadAsStringAsync(patience.Token)).Split('\n');
        lines.Should().Contain("event: end");
        return [.. lines.Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!)];
    }

    /// <summary>Waits until a payment is so.</summary>
    public async Task<JsonNode> BecomesAsync(string id, string status)
    {
        JsonNode? seen = null;
        await Payments.Testing.Patience.UntilAsync(
            async () => (string)(seen = (await GetAsync($"payments/{id}")).Body)["status"]!, word => word == status, $"{id} is {status}");
        return seen!;
    }
}
