using System.Text.Json;
using Payments.Domain.Identity;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>How far chains were read, from the watchers' stored cursors.</summary>
public sealed class ChainQueries(IStateStore store)
{
    /// <summary>The block time up to which every transfer of a chain was accepted, or null while nothing was read.</summary>
    public async Task<DateTimeOffset?> ReadThroughAsync(ChainId chain)
    {
        var (table, key) = StateTables.Locate(StateNames.ChainWatcher, chain.WatcherKey);
        if (await store.ReadAsync(table, key) is not { } row) return null;
        using var document = JsonDocument.Parse(row.State);
        return document.RootElement.TryGetProperty("cursorTime", out var time) ? DateTimeOffset.FromUnixTimeMilliseconds(time.GetInt64()) : null;
    }
}
