using System.Data.Common;
using Dapper;

namespace Payments.Storage.Schema;

/// <summary>Applies the scripts that a database lacks. The caller holds whatever lock the dialect needs.</summary>
internal static class Migrator
{
    public static async Task MigrateAsync(DbConnection connection, DbTransaction? transaction, string dialect)
    {
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_versions (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)", transaction: transaction);
        var applied = (await connection.QueryAsync<int>("SELECT number FROM schema_versions", transaction: transaction)).ToHashSet();
        var scripts = SchemaScripts.Of(dialect);
        if (applied.Count > 0 && applied.Max() > scripts[^1].Number)
            throw new DatabaseRefusalException($"The database's schema is at version {applied.Max()}, this program knows {scripts[^1].Number}: use the program that wrote it, or a newer one.");
        foreach (var script in scripts)
        {
            if (applied.Contains(script.Number)) continue;
            await connection.ExecuteAsync(script.Sql, transaction: transaction);
            await connection.ExecuteAsync("INSERT INTO schema_versions (number, name) VALUES (@Number, @Name)", new { script.Number, script.Name }, transaction);
        }
    }
}
