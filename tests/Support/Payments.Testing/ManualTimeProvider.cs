namespace Payments.Testing;

/// <summary>A clock that stands still until a test moves it. Timers fire on the thread that moves it, in the order in which they are due.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly SortedSet<ManualTimer> timers = new(Comparer<ManualTimer>.Create(static (one, other) =>
        one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Sequence.CompareTo(other.Sequence)));

    private DateTimeOffset now = start;
    private long sequence;

    /// <summary>Starts on a fixed day.</summary>
    public ManualTimeProvider() : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer is due, or null.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate) return timers.Min?.Due;
        }
    }

    /// <summary>Moves the clock and fires what is due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer) timer.Fire();
        lock (gate) now = until;
    }

    /// <summary>Moves the clock from timer to timer, and after each waits for what it set off: a timer that is set anew by its own callback fires as often as it is due.</summary>
    /// <param name="by">How far.</param>
    /// <param name="settle">Done when what the timers set off is done.</param>
    public async Task AdvanceAsync(TimeSpan by, Func<Task> settle)
    {
        var until = GetUtcNow() + by;
        await settle();
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
            while (TakeDue(GetUtcNow()) is { } together) together.Fire();
            await settle();
        }
        lock (gate) now = until;
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (gate)
        {
            if (timers.Min is not { } next || next.Due > until) return null;
            timers.Remove(next);
            if (next.Due > now) now = next.Due;
            if (next.Period > TimeSpan.Zero)
            {
                (next.Due, next.Sequence) = (next.Due + next.Period, ++sequence);
                timers.Add(next);
            }
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private bool isDisposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public long Sequence { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.gate)
            {
                if (isDisposed) return false;
                owner.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (Due, Period, Sequence) = (owner.now + dueTime, period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period, ++owner.sequence);
                owner.timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (owner.gate)
            {
                isDisposed = true;
                owner.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
