using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Runtime.Conformance.Tests;

public interface IHandlingGrain : IGrainWithStringKey
{
    Task<string> AddAsync(int amount);
}

/// <summary>Reads afresh when somebody else wrote, and goes on.</summary>
public sealed class HandlingGrain([PersistentState("handled")] IPersistentState<Tally> handled) : Grain, IHandlingGrain
{
    private int activation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        activation++;
        return Task.CompletedTask;
    }

    public async Task<string> AddAsync(int amount)
    {
        try
        {
            handled.State.Value += amount;
            await handled.WriteStateAsync(CancellationToken.None);
            return "written";
        }
        catch (InconsistentStateException)
        {
            await handled.ReadStateAsync(CancellationToken.None);
            return $"read {handled.State.Value} on activation {activation}";
        }
    }
}

public interface IBrokenGrain : IGrainWithStringKey
{
    Task WriteAsync();

    Task<int> CallsAsync();
}

public sealed class BrokenGrain([PersistentState("broken", "broken")] IPersistentState<Tally> state) : Grain, IBrokenGrain
{
    private int calls;

    public Task WriteAsync()
    {
        calls++;
        return state.WriteStateAsync();
    }

    public Task<int> CallsAsync() => Task.FromResult(++calls);
}

public interface IClockGrain : IGrainWithStringKey
{
    Task StartAsync(string name, TimeSpan due, TimeSpan period, bool keepAlive = false, bool interleave = false);

    Task ChangeAsync(string name, TimeSpan due, TimeSpan period);

    Task StopAsync(string name);

    Task WaitAsync(string gate);

    Task RemindAsync(string name, TimeSpan due, TimeSpan period);
}

/// <summary>Writes down its ticks; a timer called "changing" slows itself down, one called "failing" fails, one called "waiting" waits at a gate.</summary>
public sealed class ClockGrain(Journal journal, TimeProvider time) : Grain, IClockGrain, IRemindable
{
    private readonly Dictionary<string, IGrainTimer> timers = [];

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Write("deactivated");
        return Task.CompletedTask;
    }

    public Task StartAsync(string name, TimeSpan due, TimeSpan period, bool keepAlive, bool interleave)
    {
        timers[name] = this.RegisterGrainTimer(TickAsync, name, new GrainTimerCreationOptions(due, period) { KeepAlive = keepAlive, Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task ChangeAsync(string name, TimeSpan due, TimeSpan period)
    {
        timers[name].Change(due, period);
        return Task.CompletedTask;
    }

    public Task StopAsync(string name)
    {
        timers[name].Dispose();
        return Task.CompletedTask;
    }

    public async Task WaitAsync(string gate)
    {
        journal.Write($"began {gate}");
        await journal.Gate(gate);
    }

    public Task RemindAsync(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Write($"{reminderName} at {Clock(status.CurrentTickTime)} since {Clock(status.FirstTickTime)} every {status.Period.TotalMinutes}");
        if (reminderName == "slow") await journal.Gate("slow");
        if (reminderName == "failing") throw new InvalidOperationException("reminder failed");
    }

    private static string Clock(DateTime moment) => moment.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private async Task TickAsync(string name, CancellationToken token)
    {
        journal.Write($"{name} at {time.GetUtcNow():HH:mm:ss}");
        if (name == "changing") timers[name].Change(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));
        if (name == "failing") throw new InvalidOperationException("tick failed");
        if (name == "waiting") await journal.Gate("tick").WaitAsync(token);
    }
}
