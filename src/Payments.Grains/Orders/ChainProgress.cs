using System.Collections.Concurrent;
using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Storage.Queries;

namespace Payments.Grains.Orders;

/// <summary>How far each chain was read, so that no amount is released while blocks that may hold its payment are still to come.</summary>
public sealed class ChainProgress(ChainQueries queries, ChainCatalog catalog, TimeProvider time)
{
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ChainId, (long At, DateTimeOffset? Through)> cache = new();

    /// <summary>The block time up to which a chain was read; the end of time for a chain that is switched off, which nobody will read.</summary>
    public async Task<DateTimeOffset?> ReadThroughAsync(ChainId chain)
    {
        if (catalog.Find(chain) is not { IsOn: true }) return DateTimeOffset.MaxValue;
        if (cache.TryGetValue(chain, out var known) && time.GetElapsedTime(known.At) < CacheAge) return known.Through;
        var through = await queries.ReadThroughAsync(chain);
        cache[chain] = (time.GetTimestamp(), through);
        return through;
    }
}
