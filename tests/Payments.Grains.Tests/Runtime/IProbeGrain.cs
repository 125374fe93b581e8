using Orleans;
using Orleans.Concurrency;

namespace Payments.Grains.Tests.Runtime;

/// <summary>A grain for what no grain of the product does in so plain a way.</summary>
[Alias("test-probe-grain")]
public interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>The number of this call to this activation.</summary>
    [Alias("count")]
    Task<int> CountAsync();

    /// <summary>Counts with a wait between reading and writing.</summary>
    [Alias("count-slowly")]
    Task<int> CountSlowlyAsync();

    /// <summary>Waits at a gate of the journal.</summary>
    [Alias("wait")]
    Task WaitAsync(string gate);

    [Alias("look"), AlwaysInterleave]
    Task<string> LookAsync();

    /// <summary>Asks for its own end, then waits at a gate.</summary>
    [Alias("end")]
    Task EndAsync(string gate);

    [Alias("start-timer")]
    Task StartTimerAsync(TimeSpan period, bool keepAlive);

    /// <summary>A timer that ends itself and starts the next, so many times.</summary>
    [Alias("start-chain")]
    Task StartChainAsync(int length, TimeSpan due);

    [Alias("remind")]
    Task RemindAsync(TimeSpan due, TimeSpan period);

    /// <summary>Begins work that no call waits for: so many writes, one after another.</summary>
    [Alias("write-in-background")]
    Task WriteInBackgroundAsync(int writes);

    /// <summary>The same, each after a time on the clock.</summary>
    [Alias("wait-in-background")]
    Task WaitInBackgroundAsync(int times, TimeSpan each);

    /// <summary>Asks for its end, at which it writes its state so many times.</summary>
    [Alias("end-writing")]
    Task EndWritingAsync(int writes);

    /// <summary>The same, whenever its end comes.</summary>
    [Alias("write-at-end")]
    Task WriteAtEndAsync(int writes);
}
