using Payments.Testing.Gateway;

namespace Payments.Http.Tests.WoPay;

/// <summary>One gateway for the tests of a class; each test registers a merchant of its own.</summary>
public sealed class WoPayGateway : IAsyncLifetime
{
    /// <summary>A node that nobody listens at: chains are on, and reading them fails quietly.</summary>
    public const string DeadNode = "http://127.0.0.1:9";

    private int merchants;

    public GatewayHost Host { get; private set; } = null!;

    public WoPayClient Anyone => new(Host.Http);

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["Chains:Ethereum:Rpc"] = DeadNode,
        ["Chains:Bsc:Rpc"] = DeadNode,
        ["Logging:LogLevel:Default"] = "None",
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>A fresh merchant's client.</summary>
    public async Task<WoPayClient> MerchantAsync() => (await Anyone.RegisterAsync($"shop{Interlocked.Increment(ref merchants)}@example.com")).Client;
}
