using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Tests.Api;
using Payments.Providers.Common;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.Http.Tests.Providers;

/// <summary>One gateway with a provider of the tests' own; each test registers a merchant of its own.</summary>
public sealed class ProviderGateway : IAsyncLifetime
{
    private int merchants;

    public GatewayHost Host { get; private set; } = null!;

    public ToyProvider Toy { get; } = new();

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

    /// <summary>A fresh merchant's client, its id, pid and secret; with an account at the provider where asked.</summary>
    public async Task<(ApiClient Client, JsonObject Merchant)> MerchantAsync(bool hasAccount = true)
    {
        var (client, registered) = await new ApiClient(Host.Http).RegisterAsync($"shop{Interlocked.Increment(ref merchants)}@example.com");
        await client.PollAsync(registered);
        if (hasAccount) (await client.PutAsync("/providers/toy", """{"settings":{"key":"k-1","shop":"7"}}""")).Status.Should().Be(System.Net.HttpStatusCode.OK);
        return (client, registered);
    }
}
