using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class TimeTests : IAsyncLifetime
{
    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync();

    public async Task DisposeAsync() => await silo.DisposeAsync();

    private ITimedGrain Timed => silo.Grains.GetGrain<ITimedGrain>("t");

    [Fact]
    public async Task A_timer_ticks_in_turns_after_its_due_time_and_then_every_period()
    {
        await Timed.StartTimerAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        await silo.AdvanceAsync(TimeSpan.FromSeconds(9));
        silo.Journal.Rest().Should().BeEmpty();
        await silo.AdvanceAsync(TimeSpan.FromSeconds(1));
        silo.Journal.Rest().Should().Equal("tick");
        await silo.AdvanceAsync(TimeSpan.FromSeconds(29));
        silo.Journal.Rest().Should().BeEmpty();
        await silo.AdvanceAsync(TimeSpan.FromSeconds(61));
        silo.Journal.Rest().Should().Equal("tick", "tick", "tick");
    }

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task A_timer_ends_with_its_activation()
    {
        await Timed.StartTimerAsync(TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(20));
        await silo.AdvanceAsync(TimeSpan.FromMinutes(10));
        await silo.Grains.GetGrain<IProbeGrain>("other").CountAsync();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(30));
        silo.Journal.Rest().Should().NotContain("tick");
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_was_collected()
    {
        await Timed.RemindAsync(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30));
        await silo.AdvanceAsync(TimeSpan.FromMinutes(30));
        (await silo.Journal.NextAsync()).Should().Be("reminded wake");
        (await Timed.RemindersAsync()).Should().Be(1);
        await silo.AdvanceAsync(TimeSpan.FromMinutes(30));
        (await silo.Journal.NextAsync()).Should().Be("reminded wake");
    }

    [Fact]
    public async Task An_unregistered_reminder_is_silent()
    {
        await Timed.RemindAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        (await Timed.ForgetReminderAsync()).Should().BeTrue();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await Timed.RemindersAsync()).Should().Be(0);
        silo.Journal.Rest().Should().BeEmpty();
    }

    [Fact]
    public async Task A_period_below_a_minute_is_refused() =>
        await FluentActions.Awaiting(() => Timed.RemindAsync(TimeSpan.Zero, TimeSpan.FromSeconds(59))).Should().ThrowAsync<ArgumentException>();
}
