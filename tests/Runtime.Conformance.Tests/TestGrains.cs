using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Runtime.Conformance.Tests;

public interface IProbeGrain : IGrainWithStringKey
{
    Task<int> CountAsync();

    Task<int> IncrementAcrossAwaitsAsync(int awaits);

    Task WaitAsync(string gate);

    [ReadOnly] Task ReadAsync(string gate);

    [AlwaysInterleave] Task<string> InterleaveAsync();

    [OneWay] Task ForgetAsync(string gate);

    [ResponseTimeout("00:00:05")] Task ImpatientAsync(string gate);

    ValueTask<string> KeyAsync();

    Task FailAsync(string text);

    Task EndAsync();

    Task EndAtAsync(string gate);

    Task<string?> ContextAsync(string key);

    Task<bool> KeepsItsSchedulerAsync();

    Task<string> CallOtherAsync(string other);
}

public sealed class ProbeGrain(Journal journal) : Grain, IProbeGrain
{
    private int count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write("activated");
        return this.GetPrimaryKeyString().StartsWith("broken", StringComparison.Ordinal)
            ? throw new InvalidOperationException("cannot activate")
            : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Write($"deactivated {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<int> CountAsync() => Task.FromResult(++count);

    public async Task<int> IncrementAcrossAwaitsAsync(int awaits)
    {
        for (var i = 0; i < awaits; i++)
        {
            var seen = count;
            await Task.Yield();
            count = seen + 1;
        }
        return count;
    }

    public async Task WaitAsync(string gate)
    {
        journal.Write($"began {gate}");
        await journal.Gate(gate);
        journal.Write($"ended {gate}");
    }

    public Task ReadAsync(string gate) => WaitAsync(gate);

    public Task<string> InterleaveAsync() => Task.FromResult("interleaved");

    public Task ForgetAsync(string gate) => WaitAsync(gate);

    public Task ImpatientAsync(string gate) => WaitAsync(gate);

    public ValueTask<string> KeyAsync() => ValueTask.FromResult(this.GetPrimaryKeyString());

    public Task FailAsync(string text) => throw new InvalidOperationException(text);

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task EndAtAsync(string gate)
    {
        DeactivateOnIdle();
        return WaitAsync(gate);
    }

    public Task<string?> ContextAsync(string key) => Task.FromResult((string?)RequestContext.Get(key));

    public async Task<bool> KeepsItsSchedulerAsync()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Run(() => { });
        return before != TaskScheduler.Default && before == afterYield && before == TaskScheduler.Current;
    }

    public async Task<string> CallOtherAsync(string other) => await GrainFactory.GetGrain<IProbeGrain>(other).KeyAsync();
}

public interface IReentrantProbeGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);
}

[Reentrant]
public sealed class ReentrantProbeGrain(Journal journal) : Grain, IReentrantProbeGrain
{
    public async Task WaitAsync(string gate)
    {
        journal.Write($"began {gate}");
        await journal.Gate(gate);
        journal.Write($"ended {gate}");
    }
}

public sealed class Tally
{
    public int Value { get; set; }
}

public interface ITallyGrain : IGrainWithStringKey
{
    Task<int> AddAsync(int amount);

    Task<int> GetAsync();

    Task ClearAsync();

    Task<string?> EtagAsync();
}

public abstract class TallyBase(IPersistentState<Tally> tally) : Grain
{
    public async Task<int> AddAsync(int amount)
    {
        tally.State.Value += amount;
        await tally.WriteStateAsync();
        return tally.State.Value;
    }

    public Task<int> GetAsync() => Task.FromResult(tally.State.Value);

    public Task ClearAsync() => tally.ClearStateAsync();

    public Task<string?> EtagAsync() => Task.FromResult(tally.Etag);
}

public sealed class TallyGrain([PersistentState("tally", "Default")] IPersistentState<Tally> tally) : TallyBase(tally), ITallyGrain;

public interface ITimedGrain : IGrainWithStringKey
{
    Task StartTimerAsync(TimeSpan due, TimeSpan period);

    Task RemindAsync(TimeSpan due, TimeSpan period);

    Task<bool> ForgetReminderAsync();

    Task<int> RemindersAsync();
}

public sealed class TimedGrain(Journal journal) : Grain, ITimedGrain, IRemindable
{
    public Task StartTimerAsync(TimeSpan due, TimeSpan period)
    {
        this.RegisterGrainTimer(_ =>
        {
            journal.Write("tick");
            return Task.CompletedTask;
        }, new GrainTimerCreationOptions(due, period));
        return Task.CompletedTask;
    }

    public Task RemindAsync(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("wake", due, period);

    public async Task<bool> ForgetReminderAsync()
    {
        if (await this.GetReminder("wake") is not { } reminder) return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<int> RemindersAsync() => (await this.GetReminders()).Count;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Write($"reminded {reminderName}");
        return Task.CompletedTask;
    }
}
