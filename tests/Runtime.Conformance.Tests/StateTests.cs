using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Runtime.Conformance.Tests;

public sealed class StateTests
{
    [Fact]
    public async Task State_outlives_the_activation()
    {
        await using var silo = await SiloFixture.StartAsync();
        var tally = silo.Grains.GetGrain<ITallyGrain>("t");
        await tally.AddAsync(40);
        silo.Time.Advance(TimeSpan.FromMinutes(10));

        (await tally.AddAsync(2)).Should().Be(42);
    }

    [Fact]
    public async Task Clearing_forgets_state_and_etag()
    {
        await using var silo = await SiloFixture.StartAsync();
        var tally = silo.Grains.GetGrain<ITallyGrain>("t");
        await tally.AddAsync(1);
        (await tally.EtagAsync()).Should().NotBeNull();
        await tally.ClearAsync();

        (await tally.GetAsync()).Should().Be(0);
        (await tally.EtagAsync()).Should().BeNull();
        (await tally.AddAsync(5)).Should().Be(5);
    }

    [Fact]
    public async Task A_write_over_somebody_elses_fails_and_the_next_call_reads_afresh()
    {
        IGrainStorage? storage = null;
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddStartupTask((services, _) =>
        {
            storage = services.GetRequiredKeyedService<IGrainStorage>("Default");
            return Task.CompletedTask;
        }));
        var tally = silo.Grains.GetGrain<ITallyGrain>("t");
        await tally.AddAsync(1);
        var elsewhere = new GrainState<Tally>(new Tally());
        var id = tally.GetGrainId();
        await storage!.ReadStateAsync("tally", id, elsewhere);
        elsewhere.State!.Value = 100;
        await storage.WriteStateAsync("tally", id, elsewhere);

        await FluentActions.Awaiting(() => tally.AddAsync(1)).Should().ThrowAsync<InconsistentStateException>();
        (await tally.AddAsync(1)).Should().Be(101);
    }

    [Fact]
    public async Task Two_first_writes_cannot_both_win()
    {
        IGrainStorage? storage = null;
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddStartupTask((services, _) =>
        {
            storage = services.GetRequiredKeyedService<IGrainStorage>("Default");
            return Task.CompletedTask;
        }));
        var id = GrainId.Create("tally", "fresh");
        await storage!.WriteStateAsync("tally", id, new GrainState<Tally>(new Tally()));

        await FluentActions.Awaiting(() => storage.WriteStateAsync("tally", id, new GrainState<Tally>(new Tally()))).Should().ThrowAsync<InconsistentStateException>();
    }

    [Fact]
    public async Task A_conflict_ends_the_grain_where_it_arose_and_not_its_callers()
    {
        await using var silo = await SiloFixture.StartAsync();
        var caller = silo.Grains.GetGrain<ICallerGrain>("caller");
        (await caller.CatchAsync("t")).Should().Be("1");
        await OverwriteAsync(silo, "t", 100);

        await FluentActions.Awaiting(() => caller.CatchAsync("t")).Should().ThrowAsync<InconsistentStateException>();
        (await caller.CatchAsync("t")).Should().Be("101");
        (await caller.CountAsync()).Should().Be(3, "its memory is that of the first call");
        silo.Journal.Rest().Should().Equal("caller activated");
    }

    [Fact]
    public async Task A_conflict_that_the_grain_handles_leaves_it_active()
    {
        await using var silo = await SiloFixture.StartAsync();
        var grain = silo.Grains.GetGrain<IHandlingGrain>("h");
        await grain.AddAsync(1);
        await OverwriteAsync(silo, "h", 10, "handled", Orleans.GrainExtensions.GetGrainId(grain));

        (await grain.AddAsync(5)).Should().Be("read 10 on activation 1");
    }

    [Fact]
    public async Task A_storages_own_failure_comes_wrapped_and_the_activation_stays()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder.Services.AddKeyedSingleton<IGrainStorage>("broken", (_, _) => new BrokenStorage()));
        var grain = silo.Grains.GetGrain<IBrokenGrain>("b");
        var failure = await FluentActions.Awaiting(() => grain.WriteAsync()).Should().ThrowAsync<OrleansException>();

        failure.WithInnerException<IOException>();
        (await grain.CallsAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_fails_the_call_and_the_next_one_reads_again()
    {
        var storage = new BrokenStorage { FailsReads = 1 };
        await using var silo = await SiloFixture.StartAsync(builder => builder.Services.AddKeyedSingleton<IGrainStorage>("broken", (_, _) => storage));
        var grain = silo.Grains.GetGrain<IBrokenGrain>("b");

        await FluentActions.Awaiting(() => grain.CallsAsync()).Should().ThrowAsync<OrleansException>();
        (await grain.CallsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_provider_that_nobody_added_is_named()
    {
        await using var silo = await SiloFixture.StartAsync();

        await FluentActions.Awaiting(() => silo.Grains.GetGrain<IBrokenGrain>("b").CallsAsync()).Should().ThrowAsync<Exception>().WithMessage("*broken*");
    }

    private static async Task OverwriteAsync(SiloFixture silo, string key, int value, string state = "tally", GrainId? id = null)
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var grain = id ?? silo.Grains.GetGrain<ITallyGrain>(key).GetGrainId();
        var stored = new GrainState<Tally>(new Tally());
        await storage.ReadStateAsync(state, grain, stored);
        stored.State!.Value = value;
        await storage.WriteStateAsync(state, grain, stored);
    }

    private sealed class BrokenStorage : IGrainStorage
    {
        public int FailsReads { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            FailsReads-- > 0 ? throw new IOException("cannot read") : Task.CompletedTask;

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            await Task.Yield();
            throw new IOException("cannot write");
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
    }
}
