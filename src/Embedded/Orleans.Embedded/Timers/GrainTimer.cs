using System.Reflection;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>Turns ticks of the clock into turns of a grain. The next tick is set when the callback has ended.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly bool interleave;
    private readonly bool keepAlive;
    private readonly ITimer timer;
    private readonly CancellationTokenSource disposal = new();
    private TimeSpan dueTime;
    private TimeSpan period;
    private volatile bool isFiring;
    private bool changedInTick;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Validate(options.DueTime, options.Period);
        (this.activation, this.callback, interleave, keepAlive, dueTime, period) = (activation, callback, options.Interleave, options.KeepAlive, options.DueTime, options.Period);
        timer = activation.Runtime.Time.CreateTimer(static self => ((GrainTimer)self!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (!activation.TryAddTimer(this)) throw new InvalidOperationException($"The activation of {activation.GrainId} has ended: it takes no timers.");
        timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        (this.dueTime, this.period, changedInTick) = (dueTime, period, true);
        if (!isFiring) timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (disposal.IsCancellationRequested) return;
        disposal.Cancel();
        activation.RemoveTimer(this);
        timer.Dispose();
    }

    internal async Task TickAsync()
    {
        if (disposal.IsCancellationRequested) return;
        changedInTick = false;
        try
        {
            await callback(disposal.Token);
        }
        catch (Exception exception) when (exception is not Storage.InconsistentStateException)
        {
            activation.Runtime.TimerFailed(activation.GrainId, exception);
        }
        finally
        {
            isFiring = false;
            if (!disposal.IsCancellationRequested) timer.Change(changedInTick ? dueTime : period, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
    }

    private void Send()
    {
        if (disposal.IsCancellationRequested) return;
        isFiring = true;
        activation.TryTick(new Message<object?>(activation.GrainId, new TimerCall(this))
        {
            InterleavesByTimer = interleave,
            CountsAsUse = keepAlive,
            SentAt = activation.Runtime.Time.GetTimestamp(),
        });
    }
}

/// <summary>One tick of a timer, as a call.</summary>
internal sealed class TimerCall : GrainCall
{
    private static readonly CallTraits Tick = new(typeof(GrainTimer).GetMethod(nameof(GrainTimer.TickAsync), BindingFlags.Instance | BindingFlags.NonPublic)!);

    private readonly GrainTimer timer;

    public TimerCall(GrainTimer timer) => (this.timer, Traits) = (timer, Tick);

    public override Task Invoke(object target) => timer.TickAsync();

    public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));
}
