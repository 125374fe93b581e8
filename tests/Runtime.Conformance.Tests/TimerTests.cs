using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class TimerTests : IAsyncLifetime
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private SiloFixture silo = null!;

    public async Task InitializeAsync() => silo = await SiloFixture.StartAsync();

    public async Task DisposeAsync() => await silo.DisposeAsync();

    private IClockGrain Clock => silo.Grains.GetGrain<IClockGrain>("c");

    [Fact]
    public async Task Ten_minutes_of_seconds_pass_at_once()
    {
        await Clock.StartAsync("t", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), keepAlive: true);
        await silo.AdvanceAsync(TimeSpan.FromMinutes(10));

        var ticks = silo.Journal.Rest();
        ticks.Should().HaveCount(600);
        ticks[^1].Should().Be("t at 00:10:00");
    }

    [Fact]
    public async Task A_timer_may_change_itself_from_its_next_tick_on()
    {
        await Clock.StartAsync("changing", TenSeconds, TenSeconds);
        await silo.AdvanceAsync(TimeSpan.FromSeconds(140));
        silo.Journal.Rest().Should().Equal("changing at 00:00:10", "changing at 00:01:10", "changing at 00:02:10");
    }

    [Fact]
    public async Task A_timer_may_be_changed_from_outside_of_its_ticks()
    {
        await Clock.StartAsync("t", TenSeconds, TenSeconds);
        await silo.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Clock.ChangeAsync("t", TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        await silo.AdvanceAsync(TimeSpan.FromMinutes(2));
        silo.Journal.Rest().Should().Equal("t at 00:00:35");
    }

    [Fact]
    public async Task A_disposed_timer_is_silent()
    {
        await Clock.StartAsync("t", TenSeconds, TenSeconds);
        await Clock.StopAsync("t");
        await silo.AdvanceAsync(TimeSpan.FromMinutes(1));
        silo.Journal.Rest().Should().BeEmpty();
    }

    [Fact]
    public async Task A_failing_tick_does_not_stop_the_timer()
    {
        await Clock.StartAsync("failing", TenSeconds, TenSeconds);
        await silo.AdvanceAsync(TimeSpan.FromSeconds(20));
        silo.Journal.Rest().Should().Equal("failing at 00:00:10", "failing at 00:00:20");
    }

    [EmbeddedFact(EmbeddedFactAttribute.MachineClock)]
    public async Task Ticks_keep_an_activation_only_where_the_timer_says_so()
    {
        await Clock.StartAsync("kept", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), keepAlive: true);
        await silo.Grains.GetGrain<IClockGrain>("other").StartAsync("dropped", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await silo.AdvanceAsync(TimeSpan.FromMinutes(20));

        var lines = silo.Journal.Rest();
        lines.Count(line => line.StartsWith("kept", StringComparison.Ordinal)).Should().Be(20);
        lines.Count(line => line.StartsWith("dropped", StringComparison.Ordinal)).Should().BeInRange(4, 6);
        lines.Should().ContainSingle(line => line == "deactivated");
    }

    [Fact]
    public async Task A_tick_waits_for_the_call_that_runs_unless_it_interleaves()
    {
        await Clock.StartAsync("turn", TenSeconds, Timeout.InfiniteTimeSpan);
        await Clock.StartAsync("beside", TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan, interleave: true);
        var call = Clock.WaitAsync("gate");
        (await silo.Journal.NextAsync()).Should().Be("began gate");
        silo.Time.Advance(TenSeconds);
        silo.Time.Advance(TenSeconds);
        (await silo.Journal.NextAsync()).Should().Be("beside at 00:00:20");
        silo.Journal.Open("gate");
        await call;
        await silo.SettleAsync();
        silo.Journal.Rest().Should().Equal("turn at 00:00:20");
    }

    [Fact]
    public async Task A_call_waits_for_the_tick_that_runs()
    {
        await Clock.StartAsync("waiting", TenSeconds, Timeout.InfiniteTimeSpan);
        silo.Time.Advance(TenSeconds);
        (await silo.Journal.NextAsync()).Should().Be("waiting at 00:00:10");
        var call = Clock.WaitAsync("gate");
        silo.Journal.Open("gate");
        silo.Journal.Rest().Should().BeEmpty();
        silo.Journal.Open("tick");
        await call;
        silo.Journal.Rest().Should().Equal("began gate");
    }
}
