using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Payments.Domain.Secrets;
using Payments.Grains.Tests.Merchants;
using Payments.Storage;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests.Runtime;

/// <summary>A silo with the product's storage and a grain that tells what happens to it.</summary>
public abstract class ProbeHost : MerchantHost
{
    /// <summary>Time outlives a silo.</summary>
    protected ManualTimeProvider Time { get; } = new();

    protected Journal Journal { get; } = new();

    protected override Task<GrainHost> StartAsync(MasterKeyRing keys) => GrainHost.StartAsync(Folder, services =>
    {
        services.AddSingleton(Journal).AddStateJson(ProbeJson.Default);
        Add(services);
    }, Time);

    /// <summary>What a test adds.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    protected IProbeGrain Probe(string key = "prb-a") => Host.Grains.GetGrain<IProbeGrain>(key);

    protected async Task RestAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await TestSilo.RestAsync(Host.Get<IServiceProvider>(), patience.Token);
    }

    /// <summary>Lets time pass, timer by timer, and after each all that it set off.</summary>
    protected Task PassAsync(TimeSpan time) => Time.AdvanceAsync(time, RestAsync);

    /// <summary>Ends the activations that have been idle for so long and that nothing keeps.</summary>
    protected async Task CollectAsync(TimeSpan idleFor)
    {
        await Host.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(idleFor);
        await RestAsync();
    }
}
