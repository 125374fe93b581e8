using System.Text.Json;
using Payments.Domain.Chains;
using Payments.Domain.Identity;
using Payments.Storage.States;

namespace Payments.Storage.Queries;

/// <summary>How far chains were read, from the watchers' stored cursors.</summary>
public sealed class ChainQueries(IStateStore store)
{
    /// <summary>How far a chain was read, or null while nothing was read.</summary>
    public async Task<ChainSight?> FindAsync(ChainId chain)
    {
        var (table, key) = StateTables.Locate(StateNames.ChainWatcher, chain.WatcherKey);
        if (await store.ReadAsync(table, key) is not { } row) return null;
        using var document = JsonDocument.Parse(row.State);
        var root = document.RootElement;
        if (Number(root, "cursorTime") is not { } time) return null;
        var cursor = new ChainCursor
        {
            Cursor = Number(root, "cursor") ?? 0,
            CursorTime = DateTimeOffset.FromUnixTimeMilliseconds(time),
            Window = [],
            Head = Number(root, "head"),
            SeenAt = Number(root, "seenAt") is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null,
            Reverted = Number(root, "reverted") ?? 0,
        };
        // Versions before this one did not write when they were at the head; their blocks' time says it nearly.
        var seenAt = cursor.SeenAt is { } at && at > cursor.CursorTime ? at : cursor.CursorTime;
        return new ChainSight(cursor.Position, cursor.CursorTime, seenAt, cursor.Newest);
    }

    private static long? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
}
