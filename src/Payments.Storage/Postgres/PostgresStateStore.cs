using System.Text;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Payments.Storage.States;

namespace Payments.Storage.Postgres;

/// <summary>States in PostgreSQL. A few writers drain a queue, many grains' rows in one statement and one commit.</summary>
internal sealed class PostgresStateStore : IStateStore, IAsyncDisposable
{
    /// <summary>Statements under way at once: while one waits for the disk, the next is filled.</summary>
    private const int Writers = 3;

    /// <summary>Rows in one statement at most.</summary>
    private const int BatchLimit = 512;

    /// <summary>Writes that may wait; beyond it callers wait to get in.</summary>
    private const int QueueLimit = 65_536;

    private readonly PostgresDatabase database;
    private readonly Channel<PostgresWrite> queue = Channel.CreateBounded<PostgresWrite>(QueueLimit);
    private readonly Task writers;

    public PostgresStateStore(PostgresDatabase database)
    {
        this.database = database;
        writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(DrainAsync)));
    }

    public async ValueTask<StateRow?> ReadAsync(StateTable table, string key)
    {
        await using var command = database.Source.CreateCommand($"SELECT version, state::text FROM {table.SqlName()} WHERE key = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new StateRow(reader.GetInt32(0), Encoding.UTF8.GetBytes(reader.GetString(1))) : null;
    }

    public async Task<int> WriteAsync(StateTable table, string key, ReadOnlyMemory<byte> state, int? expectedVersion)
    {
        var write = new PostgresWrite(table, key, Encoding.UTF8.GetString(state.Span), expectedVersion);
        await queue.Writer.WriteAsync(write);
        return await write.Task;
    }

    public async Task ClearAsync(StateTable table, string key, int expectedVersion)
    {
        await using var command = database.Source.CreateCommand($"DELETE FROM {table.SqlName()} WHERE key = $1 AND version = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = expectedVersion });
        if (await command.ExecuteNonQueryAsync() != 1) throw new StateConflictException(table, key, expectedVersion);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writers;
    }

    private async Task DrainAsync()
    {
        var batch = new List<PostgresWrite>(BatchLimit);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchLimit && queue.Reader.TryRead(out var write)) batch.Add(write);
            foreach (var group in batch.GroupBy(write => write.Table))
                foreach (var round in Rounds([.. group])) await WriteGroupAsync(group.Key, round);
        }
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

    private async Task WriteGroupAsync(StateTable table, PostgresWrite[] group)
    {
        try
        {
            await WriteRowsAsync(table, group);
        }
        catch (PostgresException exception) when (group.Length > 1 && IsOfOneRow(exception))
        {
            // The statement wrote nothing. In ever smaller halves, only the rows that are refused fail.
            var half = group.Length / 2;
            await WriteGroupAsync(table, group[..half]);
            await WriteGroupAsync(table, group[half..]);
        }
        catch (PostgresException exception)
        {
            foreach (var write in group) write.Fail(Named(exception, write.Key));
        }
        catch (Exception exception)
        {
            foreach (var write in group) write.Fail(exception);
        }
    }

    private async Task WriteRowsAsync(StateTable table, PostgresWrite[] group)
    {
        await using var command = database.Source.CreateCommand("SELECT written_key, written_version FROM payments_write_states($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table.SqlName() });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. group.Select(write => write.Key)] });
        command.Parameters.Add(new NpgsqlParameter { Value = group.Select(write => write.Expected).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. group.Select(write => write.State)] });
        var written = new Dictionary<string, int>(group.Length, StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) written[reader.GetString(0)] = reader.GetInt32(1);
        foreach (var write in group)
        {
            if (written.TryGetValue(write.Key, out var version)) write.Done(version);
            else write.Fail(new StateConflictException(table, write.Key, write.Expected));
        }
    }

    /// <summary>Whether some rows of a refused statement may still be written: bad data (22), a taken unique value (23), a deadlock with another statement (40).</summary>
    private static bool IsOfOneRow(PostgresException exception) => exception.SqlState[..2] is "22" or "23" or "40";

    private static Exception Named(PostgresException exception, string key) =>
        StorageFaults.IsAmountTaken(exception) ? new AmountTakenException(key, exception) : exception;
}
