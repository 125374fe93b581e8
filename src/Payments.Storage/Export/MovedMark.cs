using System.Data.Common;
using Dapper;

namespace Payments.Storage.Export;

/// <summary>
/// The mark of an installation that was carried to another database: no gateway starts on it, and one that still runs can
/// write nothing more, so that no order is taken where nobody will look for it.
/// </summary>
public sealed class MovedMark(IDatabase database, TimeProvider time)
{
    /// <summary>The setting that is the mark; its value says when.</summary>
    internal const string Setting = "moved";

    private static readonly IReadOnlyList<string> Closed = [.. MovedTable.All.Select(table => table.Name).Where(name => name != "settings")];

    /// <summary>When the installation was moved, or null.</summary>
    public Task<string?> FindAsync() => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<string?>("SELECT value FROM settings WHERE name = @Setting", new { Setting }));

    /// <summary>Opens the installation again.</summary>
    public Task RemoveAsync() => database.WriteAsync(async (connection, transaction) =>
    {
        foreach (var table in Closed)
            foreach (var name in Triggers(table)) await connection.ExecuteAsync(database.IsSqlite ? $"DROP TRIGGER IF EXISTS {name}" : $"DROP TRIGGER IF EXISTS {name} ON {table}", transaction: transaction);
        if (!database.IsSqlite) await connection.ExecuteAsync("DROP FUNCTION IF EXISTS payments_moved()", transaction: transaction);
        return await connection.ExecuteAsync("DELETE FROM settings WHERE name = @Setting", new { Setting }, transaction);
    });

    /// <summary>Sets the mark as part of the transaction that copies.</summary>
    internal async Task SetAsync(DbConnection connection, DbTransaction? transaction)
    {
        await connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@Setting, @value)", new { Setting, value = time.GetUtcNow().ToString("O") }, transaction);
        if (!database.IsSqlite)
            await connection.ExecuteAsync("CREATE FUNCTION payments_moved() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''this installation was moved to another database''; END'", transaction: transaction);
        foreach (var table in Closed)
        {
            foreach (var (name, change) in Triggers(table).Zip(["INSERT", "UPDATE", "DELETE"]))
            {
                await connection.ExecuteAsync(database.IsSqlite
                    ? $"CREATE TRIGGER {name} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, 'this installation was moved to another database'); END"
                    : $"CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION payments_moved()", transaction: transaction);
            }
        }
    }

    private static string[] Triggers(string table) => [$"moved_{table}_insert", $"moved_{table}_update", $"moved_{table}_delete"];
}
