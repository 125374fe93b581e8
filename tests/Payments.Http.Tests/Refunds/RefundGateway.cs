using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Tests.Api;
using Payments.Providers.Common;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.Http.Tests.Refunds;

/// <summary>One gateway whose provider returns money; each test registers a merchant of its own.</summary>
public sealed class RefundGateway : IAsyncLifetime
{
    private int merchants;

    public GatewayHost Host { get; private set; } = null!;

    public ToyProvider Toy { get; } = new()
    {
        Abilities = ProviderAbilities.Query | ProviderAbilities.Refund | ProviderAbilities.PartialRefund | ProviderAbilities.QueryRefund,
    };

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = ApiGateway.DeadNode,
            ["Chains:Bsc:MostBehind"] = "off",
            ["Rates:Sources"] = "",
            ["Logging:LogLevel:Default"] = "None",
        },
        services => services.AddSingleton<IPaymentProvider>(Toy));

    public async Task DisposeAsync() => await Host.EndAuditedAsync();

    /// <summary>A fresh merchant with an account at the provider.</summary>
    public async Task<(ApiClient Client, JsonObject Merchant)> MerchantAsync()
    {
        var (client, registered) = await new ApiClient(Host.Http).RegisterAsync($"shop{Interlocked.Increment(ref merchants)}@example.com");
        await client.PollAsync(registered);
        (await client.PutAsync("/providers/toy", """{"settings":{"key":"k-1"}}""")).Status.Should().Be(HttpStatusCode.OK);
        return (client, registered);
    }

    /// <summary>A payment of 70 CNY that was paid; our number of its charge.</summary>
    public async Task<string> PaidAsync(ApiClient client, JsonObject merchant, string number)
    {
        var created = await client.PostAsync("/payments", JsonSerializer.Serialize(
            new { order_id = number, amount = "70", currency = "CNY", method = "toy_page", subject = "VIP" }));
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        var reference = (string)created.Data["charge"]!["reference"]!;
        await NotifyAsync(merchant, $"k-1 {reference} Paid 70");
        ((string)(await client.GetAsync($"/payments/{number}")).Data["status"]!).Should().Be("completed");
        return reference;
    }

    public async Task NotifyAsync(JsonObject merchant, string body)
    {
        var id = ((string)merchant["merchant_id"]!).Replace("-", "", StringComparison.Ordinal);
        using var answer = await Host.Http.PostAsync($"/notify/toy/{id}", new StringContent(body));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
