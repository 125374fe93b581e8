using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Payments.Domain.Secrets;
using Payments.Storage;
using Payments.Testing;
using Payments.Testing.Silo;
using Payments.Testing.Silo.Auditing;

namespace Payments.Grains.Tests;

/// <summary>A silo on a virtual clock over a database of its own. A second one over the same folder is the same installation after a restart.</summary>
public sealed class GrainHost : IAsyncDisposable
{
    private readonly IHost host;
    private readonly ProcessLife life;

    private GrainHost(IHost host, ManualTimeProvider time, ProcessLife life, MoneyAudit audit)
    {
        (this.host, this.life) = (host, life);
        (Time, Audit, Storage) = (time, audit, host.Services.GetRequiredService<FaultyStorage>());
    }

    public ManualTimeProvider Time { get; }

    public FaultyStorage Storage { get; }

    /// <summary>Knows what came to addresses, and whether it has its place.</summary>
    public MoneyAudit Audit { get; }

    public IGrainFactory Grains => Get<IGrainFactory>();

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<GrainHost> StartAsync(string folder, Action<IServiceCollection> configure, ManualTimeProvider? time = null)
    {
        time ??= new ManualTimeProvider();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time).AddLogging(logging => logging.ClearProviders());
        var database = TestDatabase.Of(folder);
        builder.Services.Configure<StorageOptions>(options => (options.Data, options.Database) = (folder, database)).AddPaymentsStorage();
        var (life, audit) = (MortalStorage.Add(builder.Services), new MoneyAudit());
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(audit);
        builder.Services.Configure<Payments.Grains.Callbacks.CallbackOptions>(options => options.AllowLoopback = true);
        configure(builder.Services);
        builder.UseOrleans(silo =>
        {
            TestSilo.Prepare(silo);
            HostedStorage.Add(silo, database);
            silo.Services.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(1));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new GrainHost(host, time, life, audit);
    }

    /// <summary>Keys made from a number.</summary>
    public static MasterKeyRing Keys(byte current, params byte[] older) => new(Key(current), older.Select(Key));

    /// <summary>
    /// Ends it as a process that dies: from this moment nothing of it reaches the database, whatever its grains and services still do while
    /// they are taken out of memory.
    /// </summary>
    public async Task KillAsync()
    {
        life.End();
        await host.StopAsync(new CancellationToken(canceled: true));
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (life.HasEnded) return;
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static MasterKey Key(byte fill) => new(Enumerable.Repeat(fill, MasterKey.Bytes).ToArray());
}
