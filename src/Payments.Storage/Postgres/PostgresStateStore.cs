using Npgsql;
using NpgsqlTypes;
using Payments.Storage.States;

namespace Payments.Storage.Postgres;

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
                await using var command = await session.CommandAsync(LookUp(group.Key));
                command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. group.Select(read => read.Key)] });
                await session.PrepareAsync(command);
                var rows = new Dictionary<string, StateRow>(StringComparer.Ordinal);
                await using (var reader = await command.ExecuteReaderAsync())
                    while (await reader.ReadAsync()) rows[reader.GetString(0)] = new StateRow(reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
                foreach (var read in group) read.Done(rows.TryGetValue(read.Key, out var row) ? row : null);
            }
            catch (Exception exception)
            {
                foreach (var read in group) read.Fail(exception);
            }
        }
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
            // The statement wrote nothing. In ever smaller halves, only the rows that are refused fail.
            var half = group.Length / 2;
            await WriteGroupAsync(session, table, group[..half]);
            await WriteGroupAsync(session, table, group[half..]);
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
        return exception.SqlState == OtherVersion || IsThereAlready(exception) ? new StateConflictException(write.Table, write.Key, write.Expected) : exception;
    }

    private static bool IsThereAlready(PostgresException exception) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == $"{exception.TableName}_pkey";
}
