using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Testing.Gateway;

namespace Payments.Http.Tests;

/// <summary>A gateway whose chain is written by the tests, block by block.</summary>
public sealed class ScriptedGateway : IAsyncLifetime
{
    private int shops;

    public ScriptedChain Chain { get; } = new(confirmations: 2);

    public GatewayHost Host { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Host = await GatewayHost.StartAsync(ScriptedChain.Settings, services => services.AddSingleton<IChainReaders>(Chain));

    public Task DisposeAsync() => Host.EndAuditedAsync();

    /// <summary>A shop with USDT on BSC at an address of its own, and more coins there if asked.</summary>
    public async Task<Shop> ShopAsync(params string[] more) => await Shop.OpenAsync(
        Host, $"scripted{Interlocked.Increment(ref shops)}@example.com", [.. more.Select(token => ("bsc", token))]);
}
