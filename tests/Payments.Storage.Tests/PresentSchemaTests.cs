using System.Data.Common;
using Payments.Testing;

namespace Payments.Storage.Tests;

/// <summary>
/// What all scripts together make is kept as one file a dialect, for readers. <c>WRITE_SCHEMA=1</c> writes the files anew.
/// </summary>
public abstract class PresentSchemaTests(string dialect) : DatabaseTests
{
    private string File => Path.Combine(Repository.Root, "src/Payments.Storage/Schema/Present", dialect + ".sql");

    /// <summary>One text a row, in the order in which they are written.</summary>
    protected abstract string Statements { get; }

    [Fact]
    public async Task The_file_is_what_the_scripts_make()
    {
        var present = await ReadAsync();
        if (Environment.GetEnvironmentVariable("WRITE_SCHEMA") == "1") await System.IO.File.WriteAllTextAsync(File, present);
        present.Should().Be(await System.IO.File.ReadAllTextAsync(File), "WRITE_SCHEMA=1 writes it anew");
    }

    private Task<string> ReadAsync() => Storage.Get<IDatabase>().ReadAsync(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Statements;
        await using var rows = await command.ExecuteReaderAsync();
        const string words = "Written by a test; never edited or run.";
        var statements = new List<string> { $"-- The schema that all numbered scripts make, on {dialect}. {words}" };
        while (await rows.ReadAsync()) statements.Add(Trimmed(rows));
        return string.Join("\n\n", statements) + "\n";
    });

    private static string Trimmed(DbDataReader row) =>
        string.Join('\n', row.GetString(0).Split('\n').Select(line => line.TrimEnd())).Trim().TrimEnd(';') + ";";
}

public sealed class SqlitePresentSchemaTests() : PresentSchemaTests("sqlite")
{
    protected override string Statements => """
        SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
        ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'view' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name
        """;
}

public sealed class PostgresPresentSchemaTests() : PresentSchemaTests("postgres")
{
    private readonly string database = TestServers.Empty();

    protected override void Configure(StorageOptions options) => options.Database = database;

    /// <summary>
    /// From the catalogue, as <c>pg_dump</c> of another version writes other words: tables, views, indexes, triggers, functions.
    /// </summary>
    protected override string Statements => """
        SELECT statement FROM (
            SELECT 1 AS place, c.relname::text AS home, 0 AS rank, '' AS name, 'CREATE TABLE ' || c.relname || E' (\n' || (
                SELECT string_agg('    ' || line, E',\n' ORDER BY place) FROM (
                    SELECT a.attnum AS place, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                        || CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                            WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
                        || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS line
                    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    UNION ALL
                    SELECT 10000 + row_number() OVER (ORDER BY conname), 'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid)
                    FROM pg_constraint WHERE conrelid = c.oid AND contype IN ('p', 'u', 'f', 'c')) lines) || E'\n)' AS statement
            FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT 1, viewname::text, 0, '', 'CREATE VIEW ' || viewname || E' AS\n' || definition FROM pg_views WHERE schemaname = 'public'
            UNION ALL
            SELECT 1, tablename::text, 1, indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
                AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = format('%I', indexname)::regclass)
            UNION ALL
            SELECT 1, tgrelid::regclass::text, 2, tgname::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT 2, '', 3, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', pg_get_functiondef(p.oid)
            FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace) all_statements
        ORDER BY place, home COLLATE "C", rank, name COLLATE "C"
        """;
}
