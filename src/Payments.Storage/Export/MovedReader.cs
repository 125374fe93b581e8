using System.Data.Common;
using System.Text.Json;

namespace Payments.Storage.Export;

/// <summary>Reads a table's rows one by one, as they go into a file.</summary>
internal static class MovedReader
{
    /// <summary>Values in the order of the table's columns: text, a 64-bit number, JSON, or null.</summary>
    public static async IAsyncEnumerable<object?[]> ReadAsync(MovedTable table, DbConnection connection, DbTransaction? transaction)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (table.Select, transaction, 0);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var values = new object?[table.Columns.Length];
            for (var i = 0; i < values.Length; i++)
            {
                if (reader.IsDBNull(i)) continue;
                values[i] = table.Columns[i].Kind switch
                {
                    MovedColumn.Number => reader.GetInt64(i),
                    MovedColumn.Json => JsonSerializer.Deserialize<JsonElement>(reader.GetString(i), JsonSerializerOptions.Default),
                    _ => reader.GetString(i),
                };
            }
            yield return values;
        }
    }
}
