using System.Data.Common;
using Dapper;

namespace Payments.Storage.Schema;

/// <summary>Finds and applies the scripts that a database lacks. The caller holds whatever lock the dialect needs.</summary>
internal static class Migrator
{
    /// <summary>How many seconds a script may take: it rewrites a large table for as long as that takes.</summary>
    private const int NoTimeout = 0;

    /// <summary>Makes the table in which applied scripts are noted.</summary>
    public static Task PrepareAsync(DbConnection connection, DbTransaction? transaction) =>
        connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_versions (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)", transaction: transaction);

    /// <summary>The first script that the database lacks, or null.</summary>
    /// <exception cref="DatabaseRefusalException">The database is newer than this program.</exception>
    public static async Task<SchemaScript?> FindMissingAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<SchemaScript> scripts)
    {
        var applied = (await connection.QueryAsync<int>("SELECT number FROM schema_versions", transaction: transaction)).ToHashSet();
        if (applied.Count > 0 && applied.Max() > scripts[^1].Number)
            throw new DatabaseRefusalException($"The database's schema is at version {applied.Max()}, this program knows {scripts[^1].Number}: use the program that wrote it, or a newer one.");
        return scripts.FirstOrDefault(script => !applied.Contains(script.Number));
    }

    /// <summary>Applies a script and notes it.</summary>
    public static async Task ApplyAsync(DbConnection connection, DbTransaction? transaction, SchemaScript script)
    {
        await connection.ExecuteAsync(script.Sql, transaction: transaction, commandTimeout: NoTimeout);
        await connection.ExecuteAsync("INSERT INTO schema_versions (number, name) VALUES (@Number, @Name)", new { script.Number, script.Name }, transaction);
    }
}
