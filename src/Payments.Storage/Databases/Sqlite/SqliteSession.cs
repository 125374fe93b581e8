using Microsoft.Data.Sqlite;
using Payments.Storage.States;

namespace Payments.Storage.Databases.Sqlite;

/// <summary>The writing connection with its prepared statements; the writer's thread only.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement?[] inserts = new SqliteStatement?[StateTables.All.Count];
    private readonly SqliteStatement?[] updates = new SqliteStatement?[StateTables.All.Count];
    private readonly SqliteStatement?[] deletes = new SqliteStatement?[StateTables.All.Count];

    public SqliteConnection Connection => connection;

    /// <summary>Key, state; changes nothing when the row exists.</summary>
    public SqliteStatement Insert(StateTable table) =>
        inserts[(int)table] ??= Prepare($"INSERT INTO {table.SqlName()} (key, version, state) VALUES (?1, 1, ?2) ON CONFLICT (key) DO NOTHING");

    /// <summary>Key, state, expected version; changes nothing when the version is another.</summary>
    public SqliteStatement Update(StateTable table) =>
        updates[(int)table] ??= Prepare($"UPDATE {table.SqlName()} SET version = version + 1, state = ?2 WHERE key = ?1 AND version = ?3");

    /// <summary>Key, expected version; changes nothing when the version is another.</summary>
    public SqliteStatement Delete(StateTable table) =>
        deletes[(int)table] ??= Prepare($"DELETE FROM {table.SqlName()} WHERE key = ?1 AND version = ?2");

    public SqliteStatement Prepare(string sql) => new(connection, sql);

    public void Dispose()
    {
        foreach (var statement in inserts.Concat(updates).Concat(deletes)) statement?.Dispose();
        connection.Dispose();
    }
}
