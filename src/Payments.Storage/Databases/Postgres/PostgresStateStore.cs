using Npgsql;
using NpgsqlTypes;
using Payments.Storage.States;

namespace Payments.Storage.Databases.Postgres;

/// <summary>States in PostgreSQL: many grains' rows in one statement and one commit, or in one look-up.</summary>
internal sealed class PostgresStateStore : IStateStore, IAsyncDisposable
{
    /// <summary>How our functions say that a row is not of the expected version.</summary>
    private const string OtherVersion = "PY409";

    private readonly PostgresDatabase database;
    private readonly StorageMetrics metrics;
    private readonly PostgresBatches<PostgresRead> reads;
    private readonly PostgresBatches<PostgresWrite> writes;

    public PostgresStateStore(PostgresDatabase database, StorageMetrics metrics)
    {
        (this.database, this.metrics) = (database, metrics);
        reads = new(database.ByKey, ReadBatchAsync);
        writes = new(database.ByKey, WriteBatchAsync);
        metrics.Watch(() => writes.Waiting);
    }

    public async ValueTask<StateRow?> ReadAsync(StateTable table, string key)
    {
        var read = new PostgresRead(table, key);
        await reads.AddAsync(read);
        return await read.Task;
    }

    public async Task<int> WriteAsync(StateTable table, string key, ReadOnlyMemory<byte> state, int? expectedVersion)
    {
        var write = new PostgresWrite(table, key, state, expectedVersion);
        await writes.AddAsync(write);
        return await write.Task;
    }

    public async Task ClearAsync(StateTable table, string key, int expectedVersion)
    {
        await using var command = database.Source.CreateCommand($"DELETE FROM {table.SqlName()} WHERE key = $1 AND version = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = expectedVersion });
        if (await command.ExecuteNonQueryAsync() != 1) throw new StateConflictException(table, key, expectedVersion);
    }

    /// <summary>The rows of some keys.</summary>
    internal static string LookUp(StateTable table) => $"SELECT key, version, state::text FROM {table.SqlName()} WHERE key = ANY ($1)";

    public async ValueTask DisposeAsync()
    {
        await reads.DisposeAsync();
        await writes.DisposeAsync();
    }

    private async Task ReadBatchAsync(PostgresSession session, IReadOnlyList<PostgresRead> batch)
    {
        foreach (var group in batch.GroupBy(read => read.Table))
        {
            try
            {
                var rows = await LookUpAsync(session, group.Key, [.. group.Select(read => read.Key)]);
                foreach (var read in group) read.Done(rows.TryGetValue(read.Key, out var row) ? row : null);
            }
            catch (Exception exception)
            {
                foreach (var read in group) read.Fail(exception);
            }
        }
    }

    private static async Task<Dictionary<string, StateRow>> LookUpAsync(PostgresSession session, StateTable table, string[] keys)
    {
        await using var command = await session.CommandAsync(LookUp(table));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = keys });
        await session.PrepareAsync(command);
        var rows = new Dictionary<string, StateRow>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows[reader.GetString(0)] = new StateRow(reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
        return rows;
    }

    private async Task WriteBatchAsync(PostgresSession session, IReadOnlyList<PostgresWrite> batch)
    {
        foreach (var group in batch.GroupBy(write => write.Table))
            foreach (var round in Rounds([.. group])) await WriteGroupAsync(session, group.Key, round);
    }

    /// <summary>A statement holds a row once at most: which of two payloads for one row it takes, PostgreSQL leaves open.</summary>
    private static IEnumerable<PostgresWrite[]> Rounds(PostgresWrite[] writes)
    {
        var keys = new HashSet<string>(writes.Length, StringComparer.Ordinal);
        while (writes.Length > 0)
        {
            keys.Clear();
            var again = new List<PostgresWrite>();
            PostgresWrite[] round = [.. writes.Where(write =>
            {
                if (keys.Add(write.Key)) return true;
                again.Add(write);
                return false;
            })];
            yield return round;
            writes = [.. again];
        }
    }

    private async Task WriteGroupAsync(PostgresSession session, StateTable table, PostgresWrite[] group)
    {
        try
        {
            await WriteRowsAsync(session, table, group);
        }
        catch (PostgresException exception) when (group.Length > 1 && IsOfOneRow(exception))
        {
            // The statement wrote nothing.
            foreach (var part in await PartsAsync(session, table, group, exception)) await WriteGroupAsync(session, table, part);
        }
        catch (PostgresException exception)
        {
            if (!IsOfOneRow(exception)) metrics.Failed(group.Length);
            foreach (var write in group) write.Fail(Named(exception, write));
        }
        catch (Exception exception)
        {
            metrics.Failed(group.Length);
            foreach (var write in group) write.Fail(exception);
        }
    }

    /// <summary>
    /// What of a refused statement to write again. What was taken for new and is there already is told so, and the others go together; otherwise it is two halves, so that in ever smaller ones
    /// only the rows that are refused fail.
    /// </summary>
    private static async Task<PostgresWrite[][]> PartsAsync(PostgresSession session, StateTable table, PostgresWrite[] group, PostgresException refusal)
    {
        if (IsThereAlready(refusal) && await ThereAsync(session, table, group) is { Length: > 0 } there)
        {
            foreach (var write in there) write.Fail(Named(refusal, write));
            return there.Length < group.Length ? [[.. group.Except(there)]] : [];
        }
        var half = group.Length / 2;
        return [group[..half], group[half..]];
    }

    /// <summary>The first writes of rows that are there already; none where it cannot be looked up.</summary>
    private static async Task<PostgresWrite[]> ThereAsync(PostgresSession session, StateTable table, PostgresWrite[] group)
    {
        try
        {
            var firsts = Array.FindAll(group, write => write.Expected is null);
            var rows = await LookUpAsync(session, table, Array.ConvertAll(firsts, write => write.Key));
            return Array.FindAll(firsts, write => rows.ContainsKey(write.Key));
        }
        catch (Exception)
        {
            return [];
        }
    }

    private async Task WriteRowsAsync(PostgresSession session, StateTable table, PostgresWrite[] group)
    {
        var began = metrics.Begin();
        await using var command = await session.CommandAsync($"SELECT payments_write_{table.SqlName()}($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(group, write => write.Key) });
        command.Parameters.Add(new NpgsqlParameter<int?[]> { TypedValue = Array.ConvertAll(group, write => write.Expected) });
        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = Array.ConvertAll(group, write => write.State), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await session.PrepareAsync(command);
        await command.ExecuteNonQueryAsync();
        metrics.Committed(group.Length, began);
        foreach (var write in group) write.Done((write.Expected ?? 0) + 1);
    }

    /// <summary>
    /// Whether some rows of a refused statement may still be written: bad data (22), a taken unique value (23), a deadlock with
    /// another statement (40), a row that somebody else wrote.
    /// </summary>
    private static bool IsOfOneRow(PostgresException exception) => exception.SqlState[..2] is "22" or "23" or "40" || exception.SqlState == OtherVersion;

    private static Exception Named(PostgresException exception, PostgresWrite write)
    {
        if (StorageFaults.IsAmountTaken(exception)) return new AmountTakenException(write.Key, exception);
        if (StorageFaults.IsEntryTaken(exception)) return new EntryTakenException(write.Key, exception);
        if (StorageFaults.IsReceiptTaken(exception)) return new ReceiptTakenException(write.Key, exception);
        if (StorageFaults.IsTransferTaken(exception)) return new TransferTakenException(write.Key, exception);
        return exception.SqlState == OtherVersion || IsThereAlready(exception) ? new StateConflictException(write.Table, write.Key, write.Expected) : exception;
    }

    private static bool IsThereAlready(PostgresException exception) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == $"{exception.TableName}_pkey";
}
