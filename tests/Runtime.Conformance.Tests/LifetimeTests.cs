using Orleans.Runtime;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class LifetimeTests : IAsyncLifetime
{
    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync();

    public async Task DisposeAsync() => await silo.DisposeAsync();

    private IProbeGrain Probe(string key = "p") => silo.Grains.GetGrain<IProbeGrain>(key);

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task An_idle_activation_is_collected_and_the_next_call_makes_a_new_one()
    {
        await Probe().CountAsync();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(4));
        silo.Journal.Rest().Should().Equal("activated");
        await silo.AdvanceAsync(TimeSpan.FromMinutes(3));
        (await silo.Journal.NextAsync()).Should().Be("deactivated ActivationIdle");

        (await Probe().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Use_keeps_an_activation_alive()
    {
        await Probe().CountAsync();
        for (var i = 0; i < 5; i++)
        {
            await silo.AdvanceAsync(TimeSpan.FromMinutes(3));
            await Probe().CountAsync();
        }
        silo.Journal.Rest().Should().Equal("activated");
    }

    [Fact]
    public async Task Calls_that_arrive_while_a_grain_ends_reach_its_next_activation()
    {
        await Probe().CountAsync();
        var ending = Probe().EndAtAsync("gate");
        (await silo.Journal.NextAsync()).Should().Be("activated");
        (await silo.Journal.NextAsync()).Should().Be("began gate");
        var after = Enumerable.Range(0, 10).Select(_ => Probe().CountAsync()).ToArray();
        silo.Journal.Open("gate");
        await Task.WhenAll([ending, .. after]);

        after.Select(count => count.Result).Should().BeEquivalentTo(Enumerable.Range(1, 10));
        silo.Journal.Rest().Should().Equal("ended gate", "deactivated ApplicationRequested", "activated");
    }

    [Fact]
    public async Task A_failed_activation_tells_its_callers_and_the_next_call_tries_again()
    {
        await FluentActions.Awaiting(() => Probe("broken").CountAsync()).Should().ThrowAsync<InvalidOperationException>().WithMessage("cannot activate");
        await FluentActions.Awaiting(() => Probe("broken").CountAsync()).Should().ThrowAsync<InvalidOperationException>();
        silo.Journal.Rest().Should().Equal("activated", "activated");
    }

    [Fact]
    public async Task Stopping_lets_running_turns_finish_and_deactivates_every_grain()
    {
        var running = Probe().WaitAsync("gate");
        await silo.Journal.NextAsync();
        (await silo.Journal.NextAsync()).Should().Be("began gate");
        var stopping = silo.StopAsync();
        Exception? refused = null;
        while (refused is null) refused = await Record.ExceptionAsync(() => Probe("late").CountAsync());
        refused.Should().BeAssignableTo<OrleansException>();
        silo.Journal.Open("gate");
        await running;
        await stopping;

        var lines = silo.Journal.Rest();
        lines.Should().ContainInOrder("ended gate", "deactivated ShuttingDown");
        lines.Count(line => line == "deactivated ShuttingDown").Should().Be(1 + lines.Count(line => line == "activated"));
    }
}
