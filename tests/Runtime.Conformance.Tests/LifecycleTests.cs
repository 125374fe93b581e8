using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Participants_start_stage_by_stage_and_stop_in_the_opposite_order()
    {
        await using var silo = await SiloFixture.StartAsync(builder => builder
            .ConfigureServices(services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Stages>())
            .AddStartupTask<CallsAGrain>());
        silo.Journal.Rest().Should().Equal("storage up", "application up", "activated", "grain answered 1", "last up");
        await silo.StopAsync();

        silo.Journal.Rest().Should().Equal("last down", "deactivated ShuttingDown", "application down", "storage down");
    }

    [Fact]
    public async Task A_failure_at_the_start_comes_out() =>
        await FluentActions.Awaiting(() => SiloFixture.StartAsync(builder => builder.AddStartupTask((_, _) => throw new InvalidOperationException("no database"))))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("no database");

    [EmbeddedFact("Orleans leaves what was started to the end of the process.")]
    public async Task A_failure_at_the_start_stops_what_was_started_and_comes_out()
    {
        Journal? journal = null;
        var starting = () => SiloFixture.StartAsync(builder => builder
            .ConfigureServices(services => services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Stages>())
            .AddStartupTask((services, _) =>
            {
                journal = services.GetRequiredService<Journal>();
                throw new InvalidOperationException("no database");
            }));

        await FluentActions.Awaiting(starting).Should().ThrowAsync<InvalidOperationException>().WithMessage("no database");
        journal!.Rest().Should().Equal("storage up", "application up", "application down", "storage down");
    }

    [Fact]
    public async Task Before_the_silo_is_active_calls_are_refused()
    {
        Exception? refused = null;
        await using var silo = await SiloFixture.StartAsync(builder => builder.AddStartupTask(async (services, _) =>
            refused = await Record.ExceptionAsync(() => services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("early").CountAsync()), ServiceLifecycleStage.ApplicationServices));

        refused.Should().BeAssignableTo<OrleansException>();
        (await silo.Grains.GetGrain<IProbeGrain>("early").CountAsync()).Should().Be(1);
    }

    [EmbeddedFact("Orleans starts no grain any more on the last silo while it stops.")]
    public async Task Grains_may_call_each_other_while_the_silo_stops()
    {
        await using var silo = await SiloFixture.StartAsync();
        foreach (var key in new[] { "a", "b", "c" }) await silo.Grains.GetGrain<IFarewellGrain>(key).CountAsync();
        await silo.StopAsync();

        silo.Journal.Rest().Should().HaveCount(3).And.OnlyContain(line => line.StartsWith("told "));
    }

    [Fact]
    public async Task A_turn_that_never_ends_does_not_keep_the_silo_from_stopping()
    {
        await using var silo = await SiloFixture.StartAsync();
        var stuck = silo.Grains.GetGrain<IProbeGrain>("stuck").WaitAsync("never");
        await silo.Journal.NextAsync();
        (await silo.Journal.NextAsync()).Should().Be("began never");
        using var patience = new CancellationTokenSource();
        var stopping = silo.StopAsync(patience.Token);
        stuck.IsCompleted.Should().BeFalse();
        await patience.CancelAsync();
        await Record.ExceptionAsync(() => stopping);

        await FluentActions.Awaiting(() => stuck).Should().ThrowAsync<SiloUnavailableException>();
    }

    [Fact]
    public async Task Nothing_is_lost_or_answered_twice_when_the_silo_stops_under_load()
    {
        await using var silo = await SiloFixture.StartAsync();
        var answered = 0;
        var refused = 0;
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await silo.Grains.GetGrain<IProbeGrain>($"load-{(i + caller) % 20}").IncrementAcrossAwaitsAsync(2);
                    if (Interlocked.Increment(ref answered) == 500) silo.Journal.Open("loaded");
                }
                catch (OrleansException)
                {
                    Interlocked.Increment(ref refused);
                    return;
                }
            }
        })).ToArray();
        await silo.Journal.Gate("loaded");
        await silo.StopAsync();
        await Task.WhenAll(callers);

        refused.Should().Be(8);
        var lines = silo.Journal.Rest();
        lines.Count(line => line == "activated").Should().Be(lines.Count(line => line == "deactivated ShuttingDown"));
    }

    private sealed class Stages(Journal journal) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            Subscribe(lifecycle, "application", ServiceLifecycleStage.ApplicationServices);
            Subscribe(lifecycle, "storage", ServiceLifecycleStage.RuntimeStorageServices);
            Subscribe(lifecycle, "last", ServiceLifecycleStage.Last);
        }

        private void Subscribe(ISiloLifecycle lifecycle, string name, int stage) => lifecycle.Subscribe(name, stage, Write($"{name} up"), Write($"{name} down"));

        private Func<CancellationToken, Task> Write(string line) => _ =>
        {
            journal.Write(line);
            return Task.CompletedTask;
        };
    }

    private sealed class CallsAGrain(IGrainFactory grains, Journal journal) : IStartupTask
    {
        public async Task Execute(CancellationToken cancellationToken) => journal.Write($"grain answered {await grains.GetGrain<IProbeGrain>("first").CountAsync()}");
    }
}
