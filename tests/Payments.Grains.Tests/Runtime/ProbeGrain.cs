using Orleans;
using Orleans.Runtime;
using Payments.Grains.Persistence;

namespace Payments.Grains.Tests.Runtime;

/// <summary>Writes what happens to it into the test's journal.</summary>
[GrainType("test-probe")]
public sealed class ProbeGrain(
    [PersistentState("test-probe", StorageNames.Default)] IPersistentState<ProbeState> stored,
    Journal journal,
    TimeProvider time) : Grain, IProbeGrain, IRemindable
{
    private int count;
    private int writesAtEnd;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write("activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        for (; writesAtEnd > 0; writesAtEnd--) await WriteAsync();
        journal.Write($"deactivated {reason.ReasonCode}");
    }

    public Task<int> CountAsync() => Task.FromResult(++count);

    public async Task<int> CountSlowlyAsync()
    {
        var seen = count;
        await Task.Yield();
        await WriteAsync();
        return count = seen + 1;
    }

    public async Task WaitAsync(string gate)
    {
        journal.Write($"began {gate}");
        await journal.Gate(gate);
        journal.Write($"ended {gate}");
    }

    public Task<string> LookAsync() => Task.FromResult("looked");

    public Task EndAsync(string gate)
    {
        DeactivateOnIdle();
        return WaitAsync(gate);
    }

    public Task StartTimerAsync(TimeSpan period, bool keepAlive)
    {
        var options = new GrainTimerCreationOptions(period, period) { KeepAlive = keepAlive };
        this.RegisterGrainTimer(_ => Task.FromResult(Note("tick")), options);
        return Task.CompletedTask;
    }

    public Task StartChainAsync(int length, TimeSpan due)
    {
        if (length == 0)
        {
            journal.Write("chain ended");
            return Task.CompletedTask;
        }
        IGrainTimer? timer = null;
        timer = this.RegisterGrainTimer(async _ =>
        {
            timer!.Dispose();
            await WriteAsync();
            await StartChainAsync(length - 1, due);
        }, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task RemindAsync(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("wake", due, period);

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Note($"{reminderName} at {time.GetUtcNow():HH:mm}, first at {status.FirstTickTime:HH:mm}, every {status.Period.TotalMinutes}");
        return Task.CompletedTask;
    }

    public Task WriteInBackgroundAsync(int writes)
    {
        _ = RunAsync();
        return Task.CompletedTask;

        async Task RunAsync()
        {
            for (var write = 0; write < writes; write++) await WriteAsync();
            journal.Write("background ended");
        }
    }

    public Task WaitInBackgroundAsync(int times, TimeSpan each)
    {
        _ = RunAsync();
        return Task.CompletedTask;

        async Task RunAsync()
        {
            for (var wait = 0; wait < times; wait++)
            {
                await Task.Delay(each, time);
                await WriteAsync();
            }
            journal.Write("background ended");
        }
    }

    public Task EndWritingAsync(int writes)
    {
        writesAtEnd = writes;
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task WriteAtEndAsync(int writes)
    {
        writesAtEnd = writes;
        return Task.CompletedTask;
    }

    private Task WriteAsync()
    {
        stored.State.Count++;
        return stored.WriteStateAsync();
    }

    private string Note(string line)
    {
        journal.Write(line);
        return line;
    }
}
