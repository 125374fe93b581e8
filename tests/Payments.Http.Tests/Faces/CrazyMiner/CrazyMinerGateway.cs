using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Payments.Http.Tests.Api;
using Payments.Http.Tests.Users;
using Payments.ProviderSandbox.Medogram;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Faces.CrazyMiner;

/// <summary>A gateway beside the stand-in of Medogram, with one merchant whose users have tokens; each test has users of its own.</summary>
public class CrazyMinerGateway : IAsyncLifetime
{
    private readonly HttpClient payer = new(new HttpClientHandler { AllowAutoRedirect = false });

    public MedogramSandbox Medogram { get; private set; } = null!;

    public GatewayHost Host { get; private set; } = null!;

    public ApiClient Shop { get; private set; } = null!;

    public string Merchant { get; private set; } = null!;

    public string Secret { get; private set; } = null!;

    protected virtual IReadOnlyDictionary<string, string?> More { get; } = new Dictionary<string, string?>();

    public async Task InitializeAsync()
    {
        Medogram = await MedogramSandbox.StartAsync(TimeProvider.System);
        Host = await GatewayHost.StartAsync(new Dictionary<string, string?>(More)
        {
            ["Providers:AllowSandbox"] = "true",
            ["Providers:Medogram:ApiKey"] = Medogram.Account["PAYMENT_API_KEY"],
            ["Providers:Medogram:BaseUrl"] = Medogram.Account["PAYMENT_GATEWAY_URL"],
            ["Logging:LogLevel:Default"] = "None",
        });
        (Shop, Merchant, Secret) = await MerchantAsync("shop@example.com");
    }

    public async Task DisposeAsync()
    {
        await Host.EndAuditedAsync();
        await Medogram.DisposeAsync();
        payer.Dispose();
    }

    /// <summary>A merchant that takes its users' tokens.</summary>
    public async Task<(ApiClient Client, string Id, string Secret)> MerchantAsync(string email)
    {
        var (client, registered) = await new ApiClient(Host.Http).RegisterAsync(email);
        var id = (string)registered["merchant_id"]!;
        await client.PutAsync($"/merchants/{id}", """{"user_tokens":{"mode":"secret"}}""");
        return (client, id, (string)registered["api_secret"]!);
    }

    /// <summary>A user's token.</summary>
    public string TokenOf(string user) =>
        UserToken.Signed(UserToken.Claims(Merchant, user, TimeProvider.System.GetUtcNow().AddMinutes(10)), Secret);

    /// <summary>Asks the face.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(
        HttpMethod method, string path, string? token = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/crazyminer/payment/{path}");
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Host.Http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>A payment of a user, which the gateway waits for.</summary>
    public async Task<JsonNode> CreateAsync(string user, long amount = 100_000, string? type = null)
    {
        var body = type is null ? JsonSerializer.Serialize(new { amount }) : JsonSerializer.Serialize(new { amount, payment_type = type });
        var (status, created) = await SendAsync(HttpMethod.Post, "create/", TokenOf(user), body);
        status.Should().Be(HttpStatusCode.Created, created.ToJsonString());
        return created;
    }

    /// <summary>What the payer does at the bank, and what the browser brings back.</summary>
    public async Task<Dictionary<string, string>> ActAsync(JsonNode created, string action = "pay")
    {
        var page = (string)created["payment_url"]!;
        using var answer = await payer.PostAsync(page[..page.LastIndexOf('-')] + $"-{action}", null);
        var brought = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        answer.Headers.Location.AbsolutePath.Should().Be("/payment-redirect/");
        return brought.AllKeys.ToDictionary(name => name!, name => brought[name]!);
    }

    /// <summary>What the gateway's own server says of a return: the three fields of the document.</summary>
    public Task<(HttpStatusCode Status, JsonNode Body)> CallBackAsync(IReadOnlyDictionary<string, string> brought) => SendAsync(
        HttpMethod.Post, "callback/", body: JsonSerializer.Serialize(new
        {
            trans_id = brought["trans_id"],
            id_get = brought["id_get"],
            tracking_code = brought["tracking_code"],
        }));

    /// <summary>Where a payment stands.</summary>
    public async Task<string> StatusAsync(JsonNode created) =>
        (string)(await SendAsync(HttpMethod.Get, $"status/{created["transaction_id"]}/")).Body["status"]!;

    /// <summary>What a user has, as <c>70 IRR</c>; nothing where he never had any.</summary>
    public async Task<string> BalanceAsync(string user)
    {
        var balances = (await Shop.GetAsync($"/users/{user}/balance")).Data["balances"]!.AsArray();
        return string.Join(", ", balances.Select(balance => $"{balance!["available"]} {balance["currency"]}"));
    }
}
