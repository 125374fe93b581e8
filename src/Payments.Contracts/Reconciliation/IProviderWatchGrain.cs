using Orleans;
using Orleans.Concurrency;

namespace Payments.Contracts.Reconciliation;

/// <summary>
/// Key <see cref="Key"/>, one for all. Goes through all accounts at providers once in a while, has each compare the statements that are
/// due, and knows when their certificates end.
/// </summary>
[Alias("provider-watch-grain")]
public interface IProviderWatchGrain : IGrainWithStringKey
{
    /// <summary>The key of the one grain.</summary>
    const string Key = "watch-providers";

    /// <summary>Has it go round from now on, and at once; starting again changes nothing.</summary>
    [Alias("start")]
    Task StartAsync();

    /// <summary>What it found on its last round; null before the end of the first.</summary>
    [Alias("get"), AlwaysInterleave, Repeatable]
    Task<ProviderWatch?> GetAsync();
}
