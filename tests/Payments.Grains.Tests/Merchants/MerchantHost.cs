using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Secrets;
using Payments.Grains.Chains;
using Payments.Grains.Merchants;

namespace Payments.Grains.Tests.Merchants;

/// <summary>What the tests of merchants have in common.</summary>
public abstract class MerchantHost : IAsyncLifetime
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("payments-merchants-").FullName;

    protected GrainHost Host { get; private set; } = null!;

    protected static RegisterMerchant Registration { get; } = new() { Name = "Shop", Email = "shop@example.com", WebhookUrl = "https://shop.example/hook" };

    public async Task InitializeAsync() => Host = await StartAsync(GrainHost.Keys(1));

    /// <summary>Whatever a test did, at its end all money has its place.</summary>
    public async Task DisposeAsync()
    {
        try
        {
            (await Host.Audit.ViolationsAsync(Host.Get<IServiceProvider>())).Should().BeEmpty();
        }
        finally
        {
            await Host.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }

    protected virtual Task<GrainHost> StartAsync(MasterKeyRing keys) =>
        GrainHost.StartAsync(Folder, services => services.AddMerchants(keys).AddPaymentsGrains());

    /// <summary>All grains, with two chains that are on and whose nodes nobody reaches.</summary>
    protected static void AddTwoChains(IServiceCollection services, MasterKeyRing keys)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bsc:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bsc:MostBehind"] = "off",
            ["Chains:Polygon:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Polygon:MostBehind"] = "off",
        }).Build());
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
    }

    /// <summary>Stops and starts over the same data.</summary>
    protected async Task RestartAsync(MasterKeyRing keys)
    {
        await Host.DisposeAsync();
        await ContinueAsync(keys);
    }

    /// <summary>Dies and starts over the same data.</summary>
    protected async Task DieAndStartAsync(MasterKeyRing keys)
    {
        await Host.KillAsync();
        await ContinueAsync(keys);
    }

    /// <summary>Takes blocks above one away from a chain that no watcher follows.</summary>
    protected async Task RevertAsync(ChainId chain, long ancestor)
    {
        await Host.Get<TransferDispatcher>().RevertAsync(chain, ancestor);
        Host.Audit.Revert(chain, ancestor);
    }

    private async Task ContinueAsync(MasterKeyRing keys)
    {
        var earlier = Host.Audit;
        Host = await StartAsync(keys);
        Host.Audit.Continue(earlier);
    }

    protected IMerchantGrain Merchant(string email = "shop@example.com") =>
        Host.Grains.GetGrain<IMerchantGrain>(Host.Get<IOrderIds>().ForEmail(email).GrainKey);
}
