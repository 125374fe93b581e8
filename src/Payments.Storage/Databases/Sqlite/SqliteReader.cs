using Microsoft.Data.Sqlite;
using Payments.Storage.States;
using SQLitePCL;

namespace Payments.Storage.Databases.Sqlite;

/// <summary>A reading connection with its prepared look-ups by key.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement?[] byKey = new SqliteStatement?[StateTables.All.Count];

    public SqliteConnection Connection => connection;

    public StateRow? Read(StateTable table, string key)
    {
        var look = byKey[(int)table] ??= new SqliteStatement(connection, $"SELECT version, state FROM {table.SqlName()} WHERE key = ?1");
        look.Bind(1, key);
        return look.First(static StateRow? (row) => new StateRow(raw.sqlite3_column_int(row, 0), raw.sqlite3_column_blob(row, 1).ToArray()));
    }

    public void Dispose()
    {
        foreach (var look in byKey) look?.Dispose();
        connection.Dispose();
    }
}
