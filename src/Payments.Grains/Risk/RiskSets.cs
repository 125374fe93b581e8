using System.Collections.Concurrent;
using Payments.Domain.Risk;
using Payments.Storage.Risk;

namespace Payments.Grains.Risk;

/// <summary>
/// The items of lists in memory, read when a rule first needs them. An edition never changes, so that nothing is ever taken back: a list
/// that was written is another edition.
/// </summary>
public sealed class RiskSets(RiskItems items)
{
    /// <summary>Items that are kept in memory; beyond it all are read again when they are needed.</summary>
    private const int KeptItems = 2_000_000;

    private readonly ConcurrentDictionary<(string List, long Edition), Task<RiskSet>> sets = new();

    /// <summary>Items in memory.</summary>
    private long Held => sets.Values.Where(reading => reading.IsCompletedSuccessfully).Sum(reading => (long)reading.Result.Count);

    /// <summary>The items of a list as it stands.</summary>
    public async ValueTask<RiskSet> FindAsync(RiskList list)
    {
        var key = (list.Id, list.Edition);
        var reading = sets.GetOrAdd(key, _ => ReadAsync(list));
        try
        {
            return await reading;
        }
        catch
        {
            // What failed once is tried again by the next who asks.
            sets.TryRemove(KeyValuePair.Create(key, reading));
            throw;
        }
    }

    private async Task<RiskSet> ReadAsync(RiskList list)
    {
        foreach (var older in sets.Keys.Where(key => key.List == list.Id && key.Edition < list.Edition))
            sets.TryRemove(older, out _);
        if (Held + list.Items > KeptItems) sets.Clear();
        return await items.ReadAsync(list);
    }
}
