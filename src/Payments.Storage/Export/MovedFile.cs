using System.IO.Compression;
using System.Text.Json;
using Payments.Storage.Schema;

namespace Payments.Storage.Export;

/// <summary>Reads a file that <see cref="MovedFileWriter"/> wrote, from its first line to the last.</summary>
internal static class MovedFile
{
    /// <summary>Hands over each row: an array, first its table's name, then its values.</summary>
    /// <returns>Counts and sums as the file's end tells them, a line each.</returns>
    /// <exception cref="DatabaseRefusalException">The file is of another schema, broken, or cut short.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(string path, MovedFormat format, Func<MovedTable, JsonElement, Task> take)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var byName = MovedTable.All.ToDictionary(table => table.Name, StringComparer.Ordinal);
        CheckHead(await ParseAsync(reader), format);
        while (true)
        {
            var line = await ParseAsync(reader);
            if (line.ValueKind == JsonValueKind.Object && line.TryGetProperty("end", out var end))
            {
                // Whoever packed the file added a checksum behind its last line, which is looked at when that is read.
                if (await ReadLineAsync(reader) is not null) throw new DatabaseRefusalException("The file goes on behind its end.");
                return [.. end.EnumerateArray().Select(text => text.GetString()!)];
            }
            if (line.ValueKind != JsonValueKind.Array || line.GetArrayLength() == 0 || !byName.TryGetValue(line[0].GetString() ?? "", out var into) || line.GetArrayLength() != into.Columns.Length + 1)
                throw new DatabaseRefusalException("The file has a line that is no row of a known table.");
            await take(into, line);
        }
    }

    /// <summary>Reads the whole file and compares its rows with what they were when they were written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">What it is to be.</param>
    /// <param name="written">Counts and sums of the rows that were written.</param>
    /// <exception cref="DatabaseRefusalException">The file does not hold those rows, or no import would take it.</exception>
    public static async Task CheckAsync(string path, MovedFormat format, IReadOnlyList<string> written)
    {
        try
        {
            if (!(await CountAsync(path, format)).SequenceEqual(written))
                throw new DatabaseRefusalException("It holds other rows than were written.");
        }
        catch (DatabaseRefusalException refusal)
        {
            throw new DatabaseRefusalException($"The file cannot be read back, so it was not kept. {refusal.Message}", refusal);
        }
    }

    /// <summary>Reads the whole file and compares its rows with what its end tells of them.</summary>
    /// <returns>Counts and sums of the rows, a line each.</returns>
    /// <exception cref="DatabaseRefusalException">The file is of another schema, broken, cut short, or lacks rows.</exception>
    public static async Task<IReadOnlyList<string>> CountAsync(string path, MovedFormat format)
    {
        var rows = new MovedRows();
        var told = await ReadAsync(path, format, (table, line) =>
        {
            rows.Add(table, [.. table.Columns.Select((column, place) => ValueOf(line[place + 1], column.Kind))]);
            return Task.CompletedTask;
        });
        return rows.Lines().SequenceEqual(told)
            ? told
            : throw new DatabaseRefusalException("The file holds other rows than its end tells.");
    }

    /// <summary>A value as a database gives it: text, a 64-bit number, JSON, or null.</summary>
    private static object? ValueOf(JsonElement value, MovedColumn kind) => kind switch
    {
        MovedColumn.Json => value,
        _ when value.ValueKind == JsonValueKind.Null => null,
        MovedColumn.Number => value.GetInt64(),
        _ => value.GetString(),
    };

    private static void CheckHead(JsonElement head, MovedFormat format)
    {
        if (head.ValueKind != JsonValueKind.Object || !head.TryGetProperty("format", out var name) || name.GetString() != format.Name)
            throw new DatabaseRefusalException($"The file is no {format.What}.");
        if (head.GetProperty("schema").GetInt32() is var schema && schema != SchemaScripts.Latest)
            throw new DatabaseRefusalException($"The file's schema is {schema}, this program's {SchemaScripts.Latest}: export it with the same version of the program.");
    }

    private static async Task<JsonElement> ParseAsync(StreamReader reader)
    {
        var line = await ReadLineAsync(reader) ?? throw new DatabaseRefusalException("The file ends early.");
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line, JsonSerializerOptions.Default);
        }
        catch (JsonException broken)
        {
            throw new DatabaseRefusalException($"The file is broken: {broken.Message}", broken);
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadLineAsync();
        }
        catch (InvalidDataException broken)
        {
            throw new DatabaseRefusalException($"The file is broken: {broken.Message}", broken);
        }
    }
}
