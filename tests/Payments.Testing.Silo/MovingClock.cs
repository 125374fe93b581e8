namespace Payments.Testing.Silo;

/// <summary>The test's clock, a hair later with each reading. Orleans' reminders take a clock that still shows the moment of a tick for a tick that is due.</summary>
internal sealed class MovingClock(TimeProvider clock) : TimeProvider
{
    private long readings;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddTicks(Interlocked.Increment(ref readings));

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
