using Orleans;

namespace Payments.Contracts.Notices;

/// <summary>
/// Key <see cref="Key"/>, one for all. Has the notices of every shop that may have something to be told look for it, each minute.
/// </summary>
[Alias("notice-watch-grain")]
public interface INoticeWatchGrain : IGrainWithStringKey
{
    /// <summary>The key of the one grain.</summary>
    const string Key = "watch-notices";

    /// <summary>Has it go round from now on; starting again changes nothing.</summary>
    [Alias("start")]
    Task StartAsync();
}
