namespace Payments.Testing.Silo;

/// <summary>
/// The test's clock, a hair later with each reading. Orleans' reminders take a clock that still shows the moment of a tick for a tick
/// that is due. Timers make up for it: they are set to what is left by this clock, in whole milliseconds, and fire when the test's clock
/// gets there.
/// </summary>
internal sealed class MovingClock(TimeProvider clock) : TimeProvider
{
    private long readings;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddTicks(Interlocked.Increment(ref readings));

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? MakeUp(dueTime) : dueTime, period);

    private TimeSpan MakeUp(TimeSpan dueTime)
    {
        var whole = (dueTime.Ticks + Interlocked.Read(ref readings) + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        return TimeSpan.FromMilliseconds(whole, 0);
    }
}
