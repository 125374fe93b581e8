using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using Payments.Storage.States;

namespace Payments.Storage.Tests.Providers;

/// <summary>
/// Orleans' provider on PostgreSQL, by the statements that our scripts give it, as a silo sets it up. Its keys begin with letters that
/// are no hex digits, as every key of ours does.
/// </summary>
public sealed class AdoNetGrainStorageTests : GrainStorageTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;

    /// <summary>It takes braces in a key for places of a format.</summary>
    protected override bool IsTaken(string key) => !key.Contains('{');

    protected override GrainId IdOf(string key) => GrainId.Create("sample", $"smp-{key}");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var services = new ServiceCollection().AddSerializer().AddLogging().BuildServiceProvider();
        var options = new AdoNetGrainStorageOptions
        {
            DeleteStateOnClear = true,
            Invariant = "Npgsql",
            DataSource = Storage.Get<DbDataSource>(),
            GrainStorageSerializer = Storage.Get<JsonStateSerializer>(),
        };
        var cluster = Options.Create(new ClusterOptions { ServiceId = "payments" });
        var provider = ActivatorUtilities.CreateInstance<AdoNetGrainStorage>(services, Options.Create(options), cluster, "AdoNet");
        var start = new StartStage();
        provider.Participate(start);
        await start.RunAsync();
        Provider = provider;
    }

    /// <summary>Starts what wants to take part in a silo.</summary>
    private sealed class StartStage : ISiloLifecycle
    {
        private readonly List<ILifecycleObserver> observers = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => int.MaxValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            observers.Add(observer);
            return new Subscription();
        }

        public async Task RunAsync()
        {
            foreach (var observer in observers) await observer.OnStart(CancellationToken.None);
        }

        private sealed class Subscription : IDisposable
        {
            public void Dispose()
            {
            }
        }
    }
}
