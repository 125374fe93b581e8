using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Payments.Contracts.Limits;
using Payments.Http.Tests.Api;
using Payments.Testing;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests.Limits;

/// <summary>A gateway behind a trusted proxy, which the tests are, whose front counts on a clock that a test moves.</summary>
public sealed class LimitGateway : IAsyncLifetime
{
    private static int shops;

    public GatewayHost Host { get; private set; } = null!;

    /// <summary>The clock of the windows.</summary>
    public ManualTimeProvider Clock { get; } = new();

    public async Task InitializeAsync() => Host = await GatewayHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["Chains:Ethereum:Rpc"] = ApiGateway.DeadNode,
            ["Rates:Sources"] = "",
            ["TrustedProxies"] = "127.0.0.0/8,::1/128",
            ["Limits:NetworkPerHour"] = "40",
            ["Limits:ShopPerSecond"] = "3",
            ["Limits:ShopNetworkPerSecond"] = "6",
            ["Limits:WrongAdminKeysPerHour"] = "2",
            ["Limits:Free"] = "198.51.100.0/24",
            ["Logging:LogLevel:Default"] = "None",
        },
        services => services.AddSingleton(_ => new RateLimiter(Count, Clock, NullLogger<RateLimiter>.Instance, 1)));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>A fresh merchant, registered from this machine.</summary>
    public Task<(ApiClient Client, System.Text.Json.Nodes.JsonObject Merchant)> RegisterAsync() =>
        new ApiClient(Host.Http).RegisterAsync($"limited{Interlocked.Increment(ref shops)}@example.com");

    /// <summary>Sends a request as from an address.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string from, HttpMethod method, string path, string? apiKey = null, HttpContent? content = null, string? adminKey = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forwarded-For", from);
        if (apiKey is not null) request.Headers.Add("X-API-Key", apiKey);
        if (adminKey is not null) request.Headers.Add("X-Admin-Key", adminKey);
        return await Host.Http.SendAsync(request);
    }

    private readonly Dictionary<RatePartition, Domain.Limits.TokenWindow> windows = [];

    /// <summary>The grain's own counting, on the same clock.</summary>
    private Task<Domain.Limits.TokenLease> Count(RatePartition partition, Domain.Limits.TokenAsk ask)
    {
        lock (windows)
        {
            if (!windows.TryGetValue(partition, out var window)) windows[partition] = window = new();
            return Task.FromResult(window.Lease(ask, Clock.GetElapsedTime(0)));
        }
    }
}
