using Microsoft.Data.Sqlite;
using Payments.Storage.States;

namespace Payments.Storage.Sqlite;

/// <summary>A reading connection with its prepared look-ups by key.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand?[] byKey = new SqliteCommand?[StateTables.All.Count];

    public SqliteConnection Connection => connection;

    public StateRow? Read(StateTable table, string key)
    {
        var command = byKey[(int)table] ??= Prepare(table);
        command.Parameters[0].Value = key;
        using var reader = command.ExecuteReader();
        return reader.Read() ? new StateRow(reader.GetInt32(0), (byte[])reader.GetValue(1)) : null;
    }

    public void Dispose()
    {
        foreach (var command in byKey) command?.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Prepare(StateTable table)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"SELECT version, CAST(state AS BLOB) FROM {table.SqlName()} WHERE key = $key";
        command.Parameters.Add("$key", SqliteType.Text);
        command.Prepare();
        return command;
    }
}
