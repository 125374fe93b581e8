using Orleans.Runtime;

namespace Payments.Testing.Silo;

/// <summary>The test's clock for grains. A grain timer is set again, or disposed, when its tick has ended: until then the tick is under way, however long it waits for its grain.</summary>
internal sealed class GrainClock(TimeProvider clock, SiloRest rest) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => state is IGrainTimer
        ? new CountedTimer(clock, rest, callback, state, dueTime, period)
        : clock.CreateTimer(callback, state, dueTime, period);

    private sealed class CountedTimer : ITimer
    {
        private readonly SiloRest rest;
        private readonly ITimer inner;
        private int ticking;

        public CountedTimer(TimeProvider clock, SiloRest rest, TimerCallback callback, object state, TimeSpan dueTime, TimeSpan period)
        {
            this.rest = rest;
            inner = clock.CreateTimer(_ =>
            {
                if (Interlocked.Exchange(ref ticking, 1) == 0) rest.Begin();
                callback(state);
            }, null, dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = inner.Change(dueTime, period);
            EndTick();
            return changed;
        }

        public void Dispose()
        {
            inner.Dispose();
            EndTick();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void EndTick()
        {
            if (Interlocked.Exchange(ref ticking, 0) == 1) rest.End();
        }
    }
}
