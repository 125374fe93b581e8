using System.Collections.Concurrent;
using Payments.Domain.Limits;

namespace Payments.Contracts.Limits;

/// <summary>
/// The leases of one front, for at most twice <paramref name="limit"/> partitions: the younger half takes new ones and those that are in
/// use, and when it is full, the older half is forgotten. Who is forgotten begins again with what the grain has left for him.
/// </summary>
/// <param name="limit">Partitions in each half.</param>
internal sealed class LeaseBook(int limit)
{
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<RatePartition, FrontLease> young = new();
    private ConcurrentDictionary<RatePartition, FrontLease> old = new();
    private int added;

    /// <summary>The lease of a partition; an empty one where there is none.</summary>
    public FrontLease Of(in RatePartition partition) => young.TryGetValue(partition, out var lease) ? lease : Add(partition);

    /// <summary>The lease of a partition that is known, or null.</summary>
    public FrontLease? Find(in RatePartition partition)
    {
        if (young.TryGetValue(partition, out var lease)) return lease;
        lock (gate) return old.GetValueOrDefault(partition);
    }

    private FrontLease Add(RatePartition partition)
    {
        lock (gate)
        {
            if (young.TryGetValue(partition, out var known)) return known;
            if (!old.TryRemove(partition, out var lease)) lease = new FrontLease();
            if (added == limit) (old, young, added) = (young, new(), 0);
            young[partition] = lease;
            added++;
            return lease;
        }
    }
}

/// <summary>What one front holds of a partition.</summary>
internal sealed class FrontLease
{
    /// <summary>The tokens.</summary>
    public LeasedTokens Tokens { get; } = new();

    /// <summary>The request for more that is under way; requests that come meanwhile wait for it.</summary>
    public Task? Asking;
}
