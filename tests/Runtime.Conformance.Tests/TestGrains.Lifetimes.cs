using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Runtime.Conformance.Tests;

public interface ILonelyGrain : IGrainWithStringKey
{
    Task<int> WorkAsync();

    Task EndAsync();
}

/// <summary>Counts, by key, the instances alive and the turns under way; either above one is an overlap.</summary>
public sealed class LonelyGrain : Grain, ILonelyGrain
{
    private static readonly ConcurrentDictionary<string, int> Alive = new();
    private static int overlaps;
    private int inside;

    public static int Overlaps => overlaps;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Alive.AddOrUpdate(this.GetPrimaryKeyString(), 1, (_, alive) => alive + 1) != 1) Interlocked.Increment(ref overlaps);
        await Task.Yield();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Alive.AddOrUpdate(this.GetPrimaryKeyString(), 0, (_, alive) => alive - 1);
    }

    public async Task<int> WorkAsync()
    {
        if (Interlocked.Increment(ref inside) != 1) Interlocked.Increment(ref overlaps);
        await Task.Yield();
        if (inside != 1) Interlocked.Increment(ref overlaps);
        return inside--;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IKept : IGrainWithStringKey
{
    Task TouchAsync();

    Task DelayAsync(TimeSpan time);
}

public interface IKeptGrain : IKept;

public abstract class KeptGrainBase(Journal journal) : Grain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Write($"{this.GetPrimaryKeyString()} {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task TouchAsync() => Task.CompletedTask;

    public Task DelayAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }
}

public sealed class KeptGrain(Journal journal) : KeptGrainBase(journal), IKeptGrain;

public interface IForeverGrain : IKept;

[KeepAlive]
public sealed class ForeverGrain(Journal journal) : KeptGrainBase(journal), IForeverGrain;

public interface IBriefGrain : IKept;

[CollectionAgeLimit(Minutes = 2)]
public sealed class BriefGrain(Journal journal) : KeptGrainBase(journal), IBriefGrain;

/// <summary>A service that lives as long as the activation which asked for it.</summary>
public sealed class ScopedPart(Journal journal) : IDisposable
{
    public void Dispose() => journal.Write("part disposed");
}

public interface IOwningGrain : IGrainWithStringKey
{
    Task<bool> HasItsOwnPartAsync();

    Task<string> KeyedAsync();

    Task EndAsync();
}

public sealed class OwningGrain(ScopedPart part, [FromKeyedServices("named")] string keyed, IServiceProvider services, IGrainContext context, Journal journal) : Grain, IOwningGrain, IAsyncDisposable
{
    public Task<bool> HasItsOwnPartAsync() => Task.FromResult(
        ReferenceEquals(part, services.GetRequiredService<ScopedPart>()) && ReferenceEquals(part, ServiceProvider.GetRequiredService<ScopedPart>()) && ReferenceEquals(context, GrainContext));

    public Task<string> KeyedAsync() => Task.FromResult(keyed);

    public Task EndAsync()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        journal.Write("grain disposed");
        return ValueTask.CompletedTask;
    }
}

/// <summary>A service whose number tells which one it is.</summary>
public sealed class Part<T>
{
    private static int made;

    public int Number { get; } = Interlocked.Increment(ref made);
}

public interface IBorrowingGrain : IGrainWithStringKey
{
    /// <summary>The numbers of a service that is one for all, of one whose closed form is not, and of one that was registered as either.</summary>
    Task<int[]> PartsAsync();
}

public sealed class BorrowingGrain(Part<int> shared, Part<string> closed, Part<bool> either) : Grain, IBorrowingGrain
{
    public Task<int[]> PartsAsync() => Task.FromResult<int[]>([shared.Number, closed.Number, either.Number]);
}

public interface IFarewellGrain : IGrainWithStringKey
{
    Task<int> CountAsync();
}

/// <summary>Calls another grain when it ends.</summary>
public sealed class FarewellGrain(Journal journal) : Grain, IFarewellGrain
{
    private int count;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (this.GetPrimaryKeyString() != "archive") journal.Write($"told {await GrainFactory.GetGrain<IFarewellGrain>("archive").CountAsync()}");
    }

    public Task<int> CountAsync() => Task.FromResult(++count);
}

public interface ISlowStartGrain : IGrainWithStringKey
{
    Task<string> HelloAsync();
}

/// <summary>Starts when its gate opens, or gives up when its token is cancelled.</summary>
public sealed class SlowStartGrain(Journal journal) : Grain, ISlowStartGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Write("starting");
        await journal.Gate("start").WaitAsync(cancellationToken);
    }

    public Task<string> HelloAsync() => Task.FromResult("hello");
}
