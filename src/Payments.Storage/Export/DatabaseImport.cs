using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace Payments.Storage.Export;

/// <summary>Fills a fresh database from a file that <see cref="DatabaseExport"/> wrote: all of it, read back and compared, or nothing.</summary>
public sealed class DatabaseImport(IDatabase database)
{
    /// <summary>Rows in one statement.</summary>
    private const int Chunk = 100;

    /// <summary>Imports the file.</summary>
    /// <returns>Counts and sums of what the database now holds, a line each.</returns>
    /// <exception cref="DatabaseRefusalException">The database is not empty, or the file is of another schema, broken, or cut short; nothing was written.</exception>
    public Task<IReadOnlyList<string>> RunAsync(string path) => database.WriteAsync(async (connection, transaction) =>
    {
        foreach (var table in MovedTable.All.Where(table => table.Name is not "sequences"))
        {
            var count = await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table.Name}", transaction: transaction);
            if (count > 0) throw new DatabaseRefusalException($"The database is not empty: {table.Name} has {count} rows. An import needs a fresh one.");
        }
        await connection.ExecuteAsync("DELETE FROM sequences", transaction: transaction);
        var told = await WriteRowsAsync(path, connection, transaction);

        var rows = new MovedRows();
        foreach (var table in MovedTable.All)
            await foreach (var values in MovedReader.ReadAsync(table, connection, transaction)) rows.Add(table, values);
        var found = rows.Lines();
        if (told.Except(found).Concat(found.Except(told)).FirstOrDefault() is { } difference)
            throw new DatabaseRefusalException($"What was written does not agree with the file, so nothing was kept: {difference}");
        return found;
    });

    private async Task<IReadOnlyList<string>> WriteRowsAsync(string path, DbConnection connection, DbTransaction? transaction)
    {
        var (table, rows) = (MovedTable.All[0], new List<JsonElement>());
        var told = await MovedFile.ReadAsync(path, MovedFormat.Export, async (into, line) =>
        {
            if (into != table || rows.Count == Chunk) await InsertAsync(table, rows, connection, transaction);
            table = into;
            rows.Add(line);
        });
        await InsertAsync(table, rows, connection, transaction);
        return told;
    }

    private async Task InsertAsync(MovedTable table, List<JsonElement> rows, DbConnection connection, DbTransaction? transaction)
    {
        if (rows.Count == 0) return;
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var places = new List<string>();
        foreach (var row in rows)
        {
            var names = new string[table.Columns.Length];
            for (var i = 0; i < names.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"@p{command.Parameters.Count}", ValueOf(row[i + 1], table.Columns[i].Kind));
                command.Parameters.Add(parameter);
                names[i] = table.Columns[i].Kind switch
                {
                    MovedColumn.Json => database.Json(parameter.ParameterName),
                    MovedColumn.Text when !database.IsSqlite => $"CAST({parameter.ParameterName} AS text)",
                    _ => parameter.ParameterName,
                };
            }
            places.Add($"({string.Join(", ", names)})");
        }
        // The last entries of a wallet come with it, by its trigger, and again by themselves; so do an order's charges. What is there
        // in the end is compared as a whole.
        command.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) " +
            $"VALUES {string.Join(", ", places)} {table.OnConflict}";
        await command.ExecuteNonQueryAsync();
        rows.Clear();
    }

    private static object ValueOf(JsonElement value, MovedColumn kind) => value.ValueKind switch
    {
        JsonValueKind.Null when kind != MovedColumn.Json => DBNull.Value,
        _ when kind == MovedColumn.Json => value.GetRawText(),
        _ when kind == MovedColumn.Number => value.GetInt64(),
        _ => value.GetString()!,
    };
}
