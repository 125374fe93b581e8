using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Payments.Testing;
using Payments.Testing.Silo;

namespace Runtime.Conformance.Tests;

public sealed class ReminderTests
{
    [EmbeddedFact("Orleans' reminders in memory live in a grain of their silo; those in the database are another provider.")]
    public async Task A_reminder_outlives_the_silo_and_keeps_its_rhythm()
    {
        var time = new ManualTimeProvider();
        IReminderTable table;
        await using (var first = await SiloFixture.StartAsync(clock: time))
        {
            table = first.Services.GetRequiredService<IReminderTable>();
            await first.Grains.GetGrain<IClockGrain>("c").RemindAsync("wake", TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));
            await first.AdvanceAsync(TimeSpan.FromMinutes(15));
            first.Journal.Rest().Where(line => line != "deactivated").Should().Equal("wake at 00:10 since 00:10 every 30");
        }
        time.Advance(TimeSpan.FromMinutes(60));
        await using var second = await SiloFixture.StartAsync(silo => silo.Services.AddSingleton(table), time);
        second.Journal.Rest().Should().BeEmpty("what was due while no silo ran is not made up for");
        await second.AdvanceAsync(TimeSpan.FromMinutes(60));

        second.Journal.Rest().Where(line => line != "deactivated").Should().Equal("wake at 01:40 since 00:10 every 30", "wake at 02:10 since 00:10 every 30");
    }

    [Fact]
    public async Task Registering_again_changes_the_reminder()
    {
        await using var silo = await SiloFixture.StartAsync();
        var grain = silo.Grains.GetGrain<IClockGrain>("c");
        await grain.RemindAsync("wake", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await grain.RemindAsync("wake", TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(2));
        await silo.AdvanceAsync(TimeSpan.FromMinutes(5));

        silo.Journal.Rest().Should().Equal("wake at 00:03 since 00:03 every 2", "wake at 00:05 since 00:03 every 2");
    }

    [Fact]
    public async Task A_failing_reminder_comes_again()
    {
        await using var silo = await SiloFixture.StartAsync();
        await silo.Grains.GetGrain<IClockGrain>("c").RemindAsync("failing", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await silo.AdvanceAsync(TimeSpan.FromMinutes(2));

        silo.Journal.Rest().Should().Equal("failing at 00:01 since 00:01 every 1", "failing at 00:02 since 00:01 every 1");
    }

    [Fact]
    public async Task A_slow_grain_misses_ticks_and_is_not_flooded()
    {
        await using var silo = await SiloFixture.StartAsync();
        await silo.Grains.GetGrain<IClockGrain>("c").RemindAsync("slow", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        silo.Time.Advance(TimeSpan.FromMinutes(1));
        (await silo.Journal.NextAsync()).Should().Be("slow at 00:01 since 00:01 every 1");
        silo.Time.Advance(TimeSpan.FromSeconds(20));
        silo.Journal.Open("slow");
        await silo.SettleAsync();
        silo.Journal.Rest().Should().BeEmpty();
        await silo.AdvanceAsync(TimeSpan.FromMinutes(1));

        silo.Journal.Rest().Should().Equal("slow at 00:02 since 00:01 every 1");
    }

    [Fact]
    public async Task A_reminder_may_be_months_away()
    {
        await using var silo = await SiloFixture.StartAsync();
        await silo.Grains.GetGrain<IClockGrain>("c").RemindAsync("yearly", TimeSpan.FromDays(365), TimeSpan.FromDays(365));
        silo.Time.Advance(TimeSpan.FromDays(364));
        await silo.SettleAsync();
        silo.Journal.Rest().Should().NotContain(line => line.StartsWith("yearly", StringComparison.Ordinal));
        silo.Time.Advance(TimeSpan.FromDays(1));

        string line;
        while ((line = await silo.Journal.NextAsync()) == "deactivated") { }
        line.Should().Be("yearly at 00:00 since 00:00 every 525600");
    }
}
