using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Runtime.Conformance.Tests;

public interface IChoosyGrain : IGrainWithStringKey
{
    Task WaitAsync(string gate);

    Task<string> LookAsync(string text);
}

[MayInterleave(nameof(MayInterleave))]
public sealed class ChoosyGrain(Journal journal) : Grain, IChoosyGrain
{
    public static bool MayInterleave(IInvokable request) =>
        request.GetMethodName() == nameof(IChoosyGrain.LookAsync) && request.GetArgument(0) is string text && text.StartsWith("quick", StringComparison.Ordinal);

    public async Task WaitAsync(string gate)
    {
        journal.Write($"began {gate}");
        await journal.Gate(gate);
        journal.Write($"ended {gate}");
    }

    public Task<string> LookAsync(string text) => Task.FromResult(text);
}

public interface ICallerGrain : IGrainWithStringKey
{
    [ResponseTimeout("00:01:00")] Task<string> ThereAndBackAsync(bool allow);

    [ResponseTimeout("00:00:05")] Task<string> CallBackAsync(string caller);

    [ResponseTimeout("00:00:03")] Task<string> NameAsync();

    Task<string> CatchAsync(string tally);

    Task<int> CountAsync();
}

public sealed class CallerGrain(Journal journal) : Grain, ICallerGrain
{
    private int count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write($"{this.GetPrimaryKeyString()} activated");
        return Task.CompletedTask;
    }

    public async Task<string> ThereAndBackAsync(bool allow)
    {
        using var section = allow ? RequestContext.AllowCallChainReentrancy() : RequestContext.SuppressCallChainReentrancy();
        return await GrainFactory.GetGrain<ICallerGrain>($"{this.GetPrimaryKeyString()}-other").CallBackAsync(this.GetPrimaryKeyString());
    }

    public async Task<string> CallBackAsync(string caller) => await GrainFactory.GetGrain<ICallerGrain>(caller).NameAsync();

    public Task<string> NameAsync() => Task.FromResult(this.GetPrimaryKeyString());

    public async Task<string> CatchAsync(string tally)
    {
        count++;
        return (await GrainFactory.GetGrain<ITallyGrain>(tally).AddAsync(1)).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public Task<int> CountAsync() => Task.FromResult(count);
}

public interface ICancellableGrain : IGrainWithStringKey
{
    Task WaitAsync(CancellationToken token);

    [ResponseTimeout("00:00:05")] Task WaitABitAsync(string name, CancellationToken token);

    Task<bool> HoldsTokenAsync(CancellationToken token = default);

    [AlwaysInterleave] Task WatchAsync(CancellationToken token);

    Task BlockAsync(string gate);
}

public sealed class CancellableGrain(Journal journal) : Grain, ICancellableGrain
{
    public Task WaitAsync(CancellationToken token) => WaitABitAsync("wait", token);

    public async Task WaitABitAsync(string name, CancellationToken token)
    {
        journal.Write($"began {name}");
        var cancelled = new TaskCompletionSource();
        var scheduler = TaskScheduler.Current;
        await using var registration = token.Register(() =>
        {
            journal.Write(TaskScheduler.Current == scheduler ? "cancelled in a turn" : "cancelled elsewhere");
            cancelled.TrySetResult();
        });
        await cancelled.Task;
        journal.Write($"ended {name}");
    }

    public Task<bool> HoldsTokenAsync(CancellationToken token) => Task.FromResult(!token.IsCancellationRequested);

    public Task WatchAsync(CancellationToken token) => WaitABitAsync("watch", token);

    public async Task BlockAsync(string gate)
    {
        journal.Write("blocking");
        await journal.Gate(gate);
    }
}

public interface IFilteringGrain : IGrainWithStringKey
{
    Task<string> EchoAsync(string text);
}

public sealed class FilteringGrain(Journal journal) : Grain, IFilteringGrain, IIncomingGrainCallFilter
{
    public Task<string> EchoAsync(string text) => Task.FromResult(text);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        journal.Write($"own {context.MethodName}");
        await context.Invoke();
        context.Result = $"{context.Result}, filtered";
    }
}
