namespace Payments.Grains.Tests.Runtime;

/// <summary>Reminders lie in the database: in our own table on SQLite, in that of Orleans' provider on PostgreSQL.</summary>
public sealed class ReminderTests : ProbeHost
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reminder_outlives_its_silo_and_keeps_its_rhythm(bool isKilled)
    {
        await Probe().RemindAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));
        await PassAsync(TimeSpan.FromMinutes(15));
        Ticks.Should().Equal("wake at 00:10, first at 00:10, every 30");

        if (isKilled) await DieAndStartAsync(GrainHost.Keys(1));
        else await RestartAsync(GrainHost.Keys(1));
        await PassAsync(TimeSpan.FromMinutes(30));
        Ticks.Should().Equal("wake at 00:10, first at 00:10, every 30", "wake at 00:40, first at 00:10, every 30");
    }

    [Fact]
    public async Task What_was_due_while_no_silo_ran_is_not_made_up_for()
    {
        await Probe().RemindAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));
        await RestAsync();
        await Host.KillAsync();
        Time.Advance(TimeSpan.FromMinutes(75));
        await RestartAsync(GrainHost.Keys(1));
        await PassAsync(TimeSpan.FromMinutes(30));
        Ticks.Should().Equal("wake at 01:40, first at 00:10, every 30");
    }

    [Fact]
    public async Task Registering_again_takes_the_place_of_the_reminder()
    {
        await Probe().RemindAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await Probe().RemindAsync(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(2));
        await PassAsync(TimeSpan.FromMinutes(6));
        Ticks.Should().Equal("wake at 00:03, first at 00:03, every 2", "wake at 00:05, first at 00:03, every 2");
    }

    private IEnumerable<string> Ticks => Journal.Lines.Where(line => line.StartsWith("wake", StringComparison.Ordinal));
}
