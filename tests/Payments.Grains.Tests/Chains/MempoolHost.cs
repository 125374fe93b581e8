using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Domain.Orders;
using Payments.Domain.Secrets;
using Payments.Grains.Merchants;
using Payments.Grains.Tests.Merchants;
using Payments.Grains.Wallets;
using Payments.Testing;

namespace Payments.Grains.Tests.Chains;

/// <summary>A merchant whose orders are paid on a Bitcoin of the test's own, read by a watcher on virtual time.</summary>
public abstract class MempoolHost : MerchantHost
{
    protected const ulong Price = 10_000;
    protected const int GapLimit = 3;

    /// <summary>An account's extended public key.</summary>
    protected const string Vpub =
        "vpub5ZMGqWnzwfRVXPJbzdseh3GeZZxxp9apgA2iRcgWb3uiFk2knV9unkD8uZgX95e3vdLLjZP86BUxY6p8svtcCGndq8aPwM6AccgQfk1KZb3";

    protected MempoolHost()
    {
        Chain = new PaperChain(Time);
        for (var i = 0; i < 5; i++) Chain.Mine();
    }

    /// <summary>Time and chain outlive a silo.</summary>
    protected ManualTimeProvider Time { get; } = new();

    protected PaperChain Chain { get; }

    /// <summary>How long the chain may not have been read before its coin is not quoted.</summary>
    protected virtual string MostBehind => "off";

    /// <summary>The same as a merchant's wallet has it.</summary>
    protected Domain.Wallets.ExtendedKey Key => Host.Get<ChainCatalog>().ReadKey(ChainId.Bitcoin, Vpub, null).Key!.Key;

    protected IChainWatcherGrain Watcher => Host.Grains.GetGrain<IChainWatcherGrain>(ChainId.Bitcoin.WatcherKey);

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Chains:Bitcoin:Rpc"] = "http://127.0.0.1:1",
            ["Chains:Bitcoin:MostBehind"] = MostBehind,
            ["Chains:Bitcoin:ChainId"] = "1181622790",
        }).Build());
        services.AddSingleton<IChainReaders>(Chain);
        services.Configure<DerivationOptions>(options => options.GapLimit = GapLimit);
        services.AddChains().AddMerchants(keys).AddPaymentsGrains();
        Configure(services);
    }, Time);

    /// <summary>What a test sets otherwise.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Each round looks at the head, at blocks, and then at what waits. A call that does not interleave is answered when the round is over.</summary>
    protected async Task RoundsAsync(int count = 1)
    {
        for (var i = 0; i < count; i++) await RoundAfterAsync(Chain.Options.PollInterval);
    }

    protected async Task RoundAfterAsync(TimeSpan pause)
    {
        Time.Advance(pause);
        await Chain.Rounds.WaitAsync();
        await Watcher.StartAsync();
    }

    /// <summary>Starts the watcher, which takes its first round at once.</summary>
    protected async Task WatchAsync()
    {
        await Watcher.StartAsync();
        await RoundAfterAsync(TimeSpan.Zero);
    }

    /// <summary>What the watcher tells of itself.</summary>
    protected Task<ChainStatus> StatusAsync() => Watcher.GetStatusAsync();

    protected IOrderGrain Grain(string number) => Host.Grains.GetGrain<IOrderGrain>(
        Host.Get<IOrderIds>().For(Host.Get<IOrderIds>().ForEmail(Registration.Email), number).GrainKey);

    protected async Task<Order> ReadAsync(string number = "B-1") => (await Grain(number).GetAsync())!;

    protected async Task OrderAsync(string number = "B-1", CreateOutcome outcome = CreateOutcome.Created) => (await Grain(number).CreateAsync(new CreateOrder
    {
        Merchant = Host.Get<IOrderIds>().ForEmail(Registration.Email),
        Number = number,
        Money = 70,
        Terms = new() { Face = Face.Epay, MoneyText = "70" },
    })).Outcome.Should().Be(outcome);

    protected async Task ExpectAsync(OrderStatus status, int sightings, int transfers, string number = "B-1")
    {
        var order = await ReadAsync(number);
        (order.Status, order.Sightings.Count, order.Transfers.Count).Should().Be((status, sightings, transfers));
    }
}
