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
}
