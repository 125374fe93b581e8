using System.Reflection;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>Turns ticks of the clock into turns of a grain. The next tick is set when the callback has ended.</summary>
internal sealed class GrainTimer : IGrainTimer, IAsyncDisposable
{
    private static readonly CallTraits Tick = new(typeof(GrainTimer).GetMethod(nameof(TickAsync), BindingFlags.Instance | BindingFlags.NonPublic)!);

    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly bool interleave;
    private readonly bool keepAlive;
    private readonly ITimer timer;
    private TimeSpan period;
    private bool changedInTick;
    private bool isDisposed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        (this.activation, this.callback, interleave, keepAlive, period) = (activation, callback, options.Interleave, options.KeepAlive, options.Period);
        timer = activation.Runtime.Time.CreateTimer(static self => ((GrainTimer)self!).Send(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.AddTimer(this);
        timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        changedInTick = true;
        timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        isDisposed = true;
        activation.RemoveTimer(this);
        timer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        isDisposed = true;
        return timer.DisposeAsync();
    }

    private void Send()
    {
        if (isDisposed) return;
        var message = new Message<object?>(activation.GrainId, new TimerCall(this) { Traits = Tick }) { Interleaves = interleave };
        activation.TryTick(message, keepAlive);
    }

    private async Task TickAsync()
    {
        if (isDisposed) return;
        changedInTick = false;
        try
        {
            await callback(activation.Stopping);
        }
        catch (Exception exception) when (exception is not Storage.InconsistentStateException)
        {
            activation.Runtime.TimerFailed(activation.GrainId, exception);
        }
        finally
        {
            if (!isDisposed && !changedInTick && period != Timeout.InfiniteTimeSpan) timer.Change(period, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class TimerCall(GrainTimer owner) : GrainCall
    {
        public override Task Invoke(object target) => owner.TickAsync();

        public override object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));
    }
}
