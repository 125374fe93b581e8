using System.Collections.Concurrent;
using Payments.Chains;
using Payments.Contracts.Chains;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Grains.Orders;

/// <summary>
/// How far each chain was read, as one silo knows it: from its watcher at once where that is on this silo, and from the stored cursor,
/// looked up once a second at most, elsewhere. No order asks a watcher. By it no amount is released while blocks that may hold its payment
/// are still to come, no coin is quoted whose payments would not be seen, and quotes know what is older than they are.
/// </summary>
public sealed class ChainProgress(ChainQueries queries, ChainCatalog catalog, TimeProvider time) : IChainReach
{
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ChainId, (long At, ChainSight? Sight)> cache = new();
    private readonly ConcurrentDictionary<ChainId, ChainSight> noted = new();

    /// <summary>The block time up to which a chain was read; the end of time for a chain that is switched off, which nobody will read.</summary>
    public async Task<DateTimeOffset?> ReadThroughAsync(ChainId chain) =>
        catalog.Find(chain) is not { IsOn: true } ? DateTimeOffset.MaxValue : (await StoredAsync(chain))?.Through;

    /// <summary>
    /// What is known of a chain, the newest of what its watcher said here and what is stored; null while nothing was read.
    /// </summary>
    public async ValueTask<ChainSight?> FindAsync(ChainId chain)
    {
        var stored = await StoredAsync(chain);
        if (!noted.TryGetValue(chain, out var here) || stored is null) return stored ?? here;
        var seenAt = stored.SeenAt > here.SeenAt ? stored.SeenAt : here.SeenAt;
        // After a reorganisation the newest height is lower, and its position is not.
        var newest = here.Position >= stored.Position ? here : stored;
        return stored with { Position = newest.Position, SeenAt = seenAt, Head = newest.Head };
    }

    /// <summary>Why payments on a chain cannot be seen, in words that strangers may read; null where they can.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="sight">What is known of it.</param>
    public string? WhyBehind(ChainId chain, ChainSight? sight)
    {
        if (catalog.Find(chain)?.MostBehind is not { } limit) return null;
        if (sight is null) return $"payments on {chain} cannot be seen: none of its nodes has answered yet";
        var behind = time.GetUtcNow() - sight.SeenAt;
        if (behind <= limit) return null;
        return $"payments on {chain} cannot be seen: it has not been read to its end for {(long)behind.TotalMinutes} minutes";
    }

    /// <inheritdoc />
    public async ValueTask<string?> WhyBehindAsync(ChainId chain) => WhyBehind(chain, await FindAsync(chain));

    /// <summary>Takes a watcher's word, sooner than it is stored: that there is a head, before its blocks are read.</summary>
    public void Note(ChainId chain, ChainSight sight) => noted[chain] = sight;

    private ValueTask<ChainSight?> StoredAsync(ChainId chain) =>
        cache.TryGetValue(chain, out var known) && time.GetElapsedTime(known.At) < CacheAge
            ? ValueTask.FromResult(known.Sight)
            : LookAsync(chain);

    private async ValueTask<ChainSight?> LookAsync(ChainId chain)
    {
        var sight = await queries.FindAsync(chain);
        cache[chain] = (time.GetTimestamp(), sight);
        return sight;
    }
}
