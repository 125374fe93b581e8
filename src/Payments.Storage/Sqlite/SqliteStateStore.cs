using System.Text;
using Microsoft.Data.Sqlite;
using Payments.Storage.States;

namespace Payments.Storage.Sqlite;

/// <summary>States in SQLite, written through the group commit.</summary>
internal sealed class SqliteStateStore(SqliteDatabase database) : IStateStore
{
    private readonly SqliteCommand?[] inserts = new SqliteCommand?[StateTables.All.Count];
    private readonly SqliteCommand?[] updates = new SqliteCommand?[StateTables.All.Count];

    public ValueTask<StateRow?> ReadAsync(StateTable table, string key)
    {
        var reader = database.Rent();
        try
        {
            return ValueTask.FromResult(reader.Read(table, key));
        }
        finally
        {
            database.Return(reader);
        }
    }

    public Task<int> WriteAsync(StateTable table, string key, ReadOnlyMemory<byte> state, int? expectedVersion)
    {
        var job = new Write(this, table, key, Encoding.UTF8.GetString(state.Span), expectedVersion);
        database.Enqueue(job);
        return job.Task;
    }

    public Task ClearAsync(StateTable table, string key, int expectedVersion)
    {
        var job = new Clear(table, key, expectedVersion);
        database.Enqueue(job);
        return job.Task;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        command.Prepare();
        return command;
    }

    /// <summary>Runs on the writer's thread only, which owns the prepared commands.</summary>
    private sealed class Write(SqliteStateStore store, StateTable table, string key, string state, int? expected) : WriteJob<int>
    {
        private const int UniqueViolation = 2067;

        protected override int Execute(SqliteConnection connection)
        {
            var command = expected is null
                ? store.inserts[(int)table] ??= Prepare(connection, $"INSERT INTO {table.SqlName()} (key, version, state) VALUES ($key, 1, $state) ON CONFLICT (key) DO NOTHING", "$key", "$state")
                : store.updates[(int)table] ??= Prepare(connection, $"UPDATE {table.SqlName()} SET version = version + 1, state = $state WHERE key = $key AND version = $version", "$key", "$state", "$version");
            command.Parameters[0].Value = key;
            command.Parameters[1].Value = state;
            if (expected is { } version) command.Parameters[2].Value = version;
            try
            {
                if (command.ExecuteNonQuery() == 1) return (expected ?? 0) + 1;
            }
            catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == UniqueViolation && exception.Message.Contains("reserved_units", StringComparison.Ordinal))
            {
                throw new AmountTakenException(key, exception);
            }
            throw new StateConflictException(table, key, expected);
        }
    }

    private sealed class Clear(StateTable table, string key, int expected) : WriteJob<int>
    {
        protected override int Execute(SqliteConnection connection)
        {
            using var command = Prepare(connection, $"DELETE FROM {table.SqlName()} WHERE key = $key AND version = $version", "$key", "$version");
            command.Parameters[0].Value = key;
            command.Parameters[1].Value = expected;
            return command.ExecuteNonQuery() == 1 ? 1 : throw new StateConflictException(table, key, expected);
        }
    }
}
