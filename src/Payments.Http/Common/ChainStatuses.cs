using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans;
using Payments.Chains;
using Payments.Contracts;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;

namespace Payments.Http.Common;

/// <summary>What is known of the chains, asked of each watcher once in a while, however many callers there are. No node is asked for it.</summary>
public sealed partial class ChainStatuses(IGrainFactory grains, ChainCatalog chains, TimeProvider time, ILogger<ChainStatuses> logger)
{
    /// <summary>How long an answer serves.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ChainId, Asked> kept = new();

    /// <summary>The chains that are on, in the order of the catalog.</summary>
    public IEnumerable<ChainId> On => chains.On.Select(chain => chain.Chain);

    /// <summary>The chains that are on, in the order of the catalog, but for those whose watchers cannot answer. Ages are for the caller to reckon.</summary>
    public async Task<IReadOnlyList<ChainStatus>> AllAsync() => [.. (await Task.WhenAll(On.Select(FindAsync))).OfType<ChainStatus>()];

    /// <summary>One chain of the catalog.</summary>
    public Task<ChainStatus> OfAsync(ChainId chain)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue(chain, out var asked) && now - asked.At < Lifetime && asked.Answer is { IsFaulted: false, IsCanceled: false }) return asked.Answer;
        var answer = grains.Find<IChainWatcherGrain>(chain.WatcherKey).GetStatusAsync();
        kept[chain] = new Asked(answer, now);
        return answer;
    }

    /// <summary>One chain of the catalog for a page that can do without; null where its watcher does not tell within a second, or fails: the process that had it may have just died.</summary>
    public async Task<ChainStatus?> FindAsync(ChainId chain)
    {
        try
        {
            return await OfAsync(chain).WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            LogUntold(logger, chain, exception);
            return null;
        }
    }

    private sealed record Asked(Task<ChainStatus> Answer, DateTimeOffset At);
}
