using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

/// <summary>Starts a silo on a virtual clock; the only place that knows how.</summary>
public sealed class SiloFixture : IAsyncDisposable
{
    private readonly IHost host;

    private SiloFixture(IHost host, ManualTimeProvider time) => (this.host, Time) = (host, time);

    /// <summary>The silo's clock.</summary>
    public ManualTimeProvider Time { get; }

    /// <summary>The silo's client.</summary>
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts a silo.</summary>
    public static async Task<SiloFixture> StartAsync(Action<ISiloBuilder>? configure = null, ManualTimeProvider? clock = null)
    {
        var time = clock ?? new ManualTimeProvider();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<Journal>();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.UseOrleans(silo =>
        {
            TestRuntime.Prepare(silo);
            silo.AddMemoryGrainStorageAsDefault().Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(5));
            configure?.Invoke(silo);
            if (silo.Services.All(service => service.ServiceType != typeof(IReminderTable))) silo.UseInMemoryReminderService();
        });
        var fixture = new SiloFixture(builder.Build(), time);
        await fixture.host.StartAsync();
        return fixture;
    }

    /// <summary>What grains wrote down.</summary>
    public Journal Journal => host.Services.GetRequiredService<Journal>();

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Done when no grain has anything to do.</summary>
    public Task SettleAsync() => TestRuntime.SettleAsync(host.Services, new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

    /// <summary>Moves the clock, and lets grains do what is due on the way.</summary>
    public Task AdvanceAsync(TimeSpan by) => Time.AdvanceAsync(by, SettleAsync);

    /// <summary>Stops the silo in an orderly way, for as long as patience lasts.</summary>
    public Task StopAsync(CancellationToken patience = default) => host.StopAsync(patience);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
        host.Dispose();
    }
}
