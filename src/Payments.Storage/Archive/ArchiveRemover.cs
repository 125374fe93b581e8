using System.Data.Common;
using Dapper;
using Payments.Domain.Callbacks;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Orders;
using Payments.Storage.Export;
using Payments.Storage.States;

namespace Payments.Storage.Archive;

/// <summary>
/// Takes the orders of an archive's file out of the database: each becomes a tombstone in its own row and its callbacks go, in one
/// transaction. What it takes is what it reads from the file, and only where the database still has the very version that the file has: a
/// grain that holds the order in memory loses its next write to the tombstone's version, and reads it.
/// </summary>
public sealed class ArchiveRemover(IDatabase database, JsonStateSerializer serializer, TimeProvider time)
{
    /// <summary>Orders in one transaction: it bounds how long a gateway on the same SQLite file waits for the lock.</summary>
    private const int BatchLimit = 100;

    /// <summary>How often a lock that the gateway holds is waited for.</summary>
    private const int LockTries = 60;

    private static readonly TimeSpan LockPause = TimeSpan.FromSeconds(1);

    /// <summary>Takes a file's orders out. It may be called again: what was taken out, or has changed, is passed over.</summary>
    /// <param name="path">A file of <see cref="ArchiveWriter"/>.</param>
    /// <exception cref="DatabaseRefusalException">The file cannot be read to its end, or lacks rows; nothing is taken out.</exception>
    /// <exception cref="TimeoutException">Another program holds the lock of the SQLite file.</exception>
    public async Task<ArchiveRemoved> RemoveAsync(string path)
    {
        // The file is the only place that keeps the orders from now on: all of it is read before the first of them goes.
        await MovedFile.CountAsync(path, MovedFormat.Archive);
        var removed = default(ArchiveRemoved);
        var batch = new List<Filed>(BatchLimit);
        await MovedFile.ReadAsync(path, MovedFormat.Archive, async (table, line) =>
        {
            var row = new FiledRow(line[1].GetString()!, line[2].GetInt64());
            if (table.Name == MovedTable.Deliveries.Name)
            {
                batch[^1].Callbacks.Add(row);
                return;
            }
            if (batch.Count == BatchLimit)
            {
                removed += await TakeAsync(batch);
                batch.Clear();
            }
            batch.Add(new Filed(row, serializer.Deserialize<Order>(BinaryData.FromString(line[3].GetRawText())), []));
        });
        removed += await TakeAsync(batch);
        await RemoveNoticesAsync();
        return removed;
    }

    /// <summary>
    /// What endpoints were told of archived orders, of payouts and of one another goes for good once it is old: it is in no order's file,
    /// and each is a row.
    /// </summary>
    private Task<int> RemoveNoticesAsync() => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        $"""
        DELETE FROM deliveries WHERE (state ->> 'endpoint') IS NOT NULL AND {database.IsOneOf("(state ->> 'event')", "@events")}
            AND status <> 'pending' AND created_at < @before
        """,
        new
        {
            events = WebhookEvents.All.Where(name => !WebhookEvents.IsOfOrder(name)).Append(WebhookEvents.Archived).ToArray(),
            before = (time.GetUtcNow() - OrderRules.ArchiveAge).ToUnixTimeMilliseconds(),
        },
        transaction));

    private async Task<ArchiveRemoved> TakeAsync(IReadOnlyList<Filed> batch)
    {
        for (var tries = 1; ; tries++)
        {
            var began = time.GetTimestamp();
            try
            {
                var removed = await database.WriteAsync((connection, transaction) => ReplaceAsync(batch, connection, transaction));
                // Half of the time is the gateway's.
                await Task.Delay(time.GetElapsedTime(began), time);
                return removed;
            }
            catch (TimeoutException) when (tries < LockTries)
            {
                await Task.Delay(LockPause, time);
            }
        }
    }

    private async Task<ArchiveRemoved> ReplaceAsync(IReadOnlyList<Filed> batch, DbConnection connection, DbTransaction? transaction)
    {
        var orders = await VersionsAsync(MovedTable.Orders, batch.Select(filed => filed.Row.Key), connection, transaction);
        var callbacks = await VersionsAsync(
            MovedTable.Deliveries, batch.SelectMany(filed => filed.Callbacks).Select(row => row.Key), connection, transaction);
        var claims = await ClaimsAsync(batch, connection, transaction);
        var taken = batch.Where(filed => IsStored(filed.Row, orders) && filed.Callbacks.All(row => IsStored(row, callbacks)) &&
            claims[filed.Order.Id.Value].All(claim => filed.Order.Transfers.Any(counted => counted.Transfer.Id.Value == claim))).ToArray();

        var merchants = await MerchantsAsync(taken, connection, transaction);
        var now = time.GetUtcNow();
        var archived = taken
            .Select(filed => (filed.Row, Kept: OrderRules.Archive(filed.Order, merchants.GetValueOrDefault(filed.Order.Merchant), now)))
            .ToArray();
        var state = database.Json("@State");
        await connection.ExecuteAsync(
            $"UPDATE orders SET version = version + 1, state = {state} WHERE key = @Key AND version = @Version",
            archived.Select(order =>
                new { order.Row.Key, order.Row.Version, State = serializer.Serialize(order.Kept.Tombstone).ToString() }),
            transaction);
        var gone = taken.SelectMany(filed => filed.Callbacks).ToArray();
        await connection.ExecuteAsync("DELETE FROM deliveries WHERE key = @Key AND version = @Version", gone, transaction);
        await connection.ExecuteAsync(
            $"INSERT INTO deliveries (key, version, state) VALUES (@Key, 1, {state})",
            archived.SelectMany(order => order.Kept.Told).Select(told => new { told.Key, State = serializer.Serialize(told).ToString() }),
            transaction);
        return new ArchiveRemoved(taken.Length, gone.Length, batch.Count - taken.Length);
    }

    private static bool IsStored(FiledRow row, Dictionary<string, long> versions) =>
        versions.TryGetValue(row.Key, out var version) && version == row.Version;

    /// <summary>Whose webhook endpoints may want to be told. What cannot be read is told nothing.</summary>
    private async Task<Dictionary<MerchantId, Merchant>> MerchantsAsync(
        IEnumerable<Filed> taken, DbConnection connection, DbTransaction? transaction)
    {
        var sql = $"SELECT CAST(state AS text) FROM merchants WHERE {database.IsOneOf("key", "@keys")}";
        var keys = taken.Select(filed => filed.Order.Merchant.GrainKey).Distinct().ToArray();
        var rows = await connection.QueryAsync<string>(sql, new { keys }, transaction);
        return rows.Select(serializer.TryRead<Merchant>).OfType<Merchant>().ToDictionary(merchant => merchant.Id);
    }

    /// <summary>Versions of rows, which nobody else writes until the transaction ends; those that somebody writes are not in it.</summary>
    private async Task<Dictionary<string, long>> VersionsAsync(
        MovedTable table, IEnumerable<string> keys, DbConnection connection, DbTransaction? transaction)
    {
        var sql = $"""
            SELECT key AS Key, CAST(version AS bigint) AS Version FROM {table.Name} WHERE {database.IsOneOf("key", "@keys")}
            {(database.IsSqlite ? "" : "FOR UPDATE SKIP LOCKED")}
            """;
        var rows = await connection.QueryAsync<(string Key, long Version)>(sql, new { keys = keys.ToArray() }, transaction);
        return rows.ToDictionary(row => row.Key, row => row.Version, StringComparer.Ordinal);
    }

    /// <summary>
    /// Transfers that were assigned to these orders. One that its order does not count yet was claimed a moment ago, or by a process that
    /// died then: it must not end with an order that counts nothing any more.
    /// </summary>
    private async Task<ILookup<string, string>> ClaimsAsync(IEnumerable<Filed> batch, DbConnection connection, DbTransaction? transaction)
    {
        var sql = $"""
            SELECT assigned_order AS OrderId, id AS Id FROM unmatched_transfers
            WHERE assigned_order IS NOT NULL AND {database.IsOneOf("assigned_order", "@ids")}
            """;
        var ids = batch.Select(filed => filed.Order.Id.Value).ToArray();
        var rows = await connection.QueryAsync<(string OrderId, string Id)>(sql, new { ids }, transaction);
        return rows.ToLookup(row => row.OrderId, row => row.Id, StringComparer.Ordinal);
    }

    private sealed record FiledRow(string Key, long Version);

    private sealed record Filed(FiledRow Row, Order Order, List<FiledRow> Callbacks);
}
