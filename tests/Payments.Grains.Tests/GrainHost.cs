using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Domain.Secrets;
using Payments.Grains.State;
using Payments.Storage;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests;

/// <summary>A silo on a virtual clock over a database of its own. A second one over the same folder is the same installation after a restart.</summary>
public sealed class GrainHost : IAsyncDisposable
{
    /// <summary>The provider that <see cref="FaultyStorage"/> hands on to.</summary>
    private const string Sound = "sound";

    private readonly IHost host;

    private GrainHost(IHost host, ManualTimeProvider time, FaultyStorage storage) => (this.host, Time, Storage) = (host, time, storage);

    public ManualTimeProvider Time { get; }

    public FaultyStorage Storage { get; }

    public IGrainFactory Grains => Get<IGrainFactory>();

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<GrainHost> StartAsync(string folder, Action<IServiceCollection> configure, ManualTimeProvider? time = null)
    {
        time ??= new ManualTimeProvider();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time).AddLogging(logging => logging.ClearProviders());
        var database = FolderDatabase.Of(folder);
        builder.Services.Configure<StorageOptions>(options => (options.Data, options.Database) = (folder, database)).AddPaymentsStorage();
        builder.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (provider, _) => new FaultyStorage(provider.GetRequiredKeyedService<IGrainStorage>(Sound)));
        configure(builder.Services);
        builder.UseOrleans(silo =>
        {
            TestRuntime.Prepare(silo);
            StoredStates.Add(silo, Sound, database);
            if (silo.Services.All(service => service.ServiceType != typeof(IReminderTable))) silo.UseInMemoryReminderService();
            silo.Services.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(1));
        });
        var host = builder.Build();
        await host.StartAsync();
        return new GrainHost(host, time, (FaultyStorage)host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Default));
    }

    /// <summary>Keys made from a number.</summary>
    public static MasterKeyRing Keys(byte current, params byte[] older) => new(Key(current), older.Select(Key));

    /// <summary>Ends it without waiting for anything that is under way, as a process that dies does.</summary>
    public async Task KillAsync()
    {
        await host.StopAsync(new CancellationToken(canceled: true));
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private static MasterKey Key(byte fill) => new(Enumerable.Repeat(fill, MasterKey.Bytes).ToArray());
}

/// <summary>Storage that a test can make fail, before or after the write reached the database, and whose writes it can count.</summary>
public sealed class FaultyStorage(IGrainStorage inner) : IGrainStorage
{
    private Exception? failNextWrite;
    private Exception? loseNextAnswer;

    /// <summary>Thrown by the next write instead of writing, and by that one alone.</summary>
    public Exception? FailNextWrite { set => failNextWrite = value; }

    /// <summary>The state name that <see cref="FailNextWrite"/> waits for; null for any.</summary>
    public string? FailOnly { get; set; }

    /// <summary>Thrown by the next write after it was committed: the answer got lost.</summary>
    public Exception? LoseNextAnswer { set => loseNextAnswer = value; }

    /// <summary>Awaited by every write before it begins.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Awaited by every read after it was made, so that what it found is old by then.</summary>
    public Task ReadGate { get; set; } = Task.CompletedTask;

    public int Writes { get; private set; }

    public int Reads { get; private set; }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Reads++;
        var found = new GrainState<T>(grainState.State);
        await inner.ReadStateAsync(stateName, grainId, found);
        await ReadGate;
        (grainState.State, grainState.ETag, grainState.RecordExists) = (found.State, found.ETag, found.RecordExists);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Writes++;
        await Gate;
        if ((FailOnly ?? stateName) == stateName && Interlocked.Exchange(ref failNextWrite, null) is { } failure) throw failure;
        await inner.WriteStateAsync(stateName, grainId, grainState);
        if (Interlocked.Exchange(ref loseNextAnswer, null) is { } lost) throw lost;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
}
