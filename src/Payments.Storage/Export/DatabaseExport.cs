using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Payments.Storage.Schema;

namespace Payments.Storage.Export;

/// <summary>
/// Writes everything an installation knows into one file: gzip over lines of JSON, first what it is, then the rows, last
/// their counts and sums. It is there once it was read back. Either database can be exported, and imported into either.
/// </summary>
public sealed class DatabaseExport(IDatabase database, MovedMark mark, TimeProvider time)
{
    /// <summary>What a file's name ends in until it is whole.</summary>
    internal const string Unfinished = ".partial";

    /// <summary>What the first line names the file.</summary>
    internal const string Format = "payments-export";

    /// <summary>States keep their letters: no page ever shows the file.</summary>
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a copy of one moment, while the gateway may go on.</summary>
    /// <returns>Counts and sums, a line each.</returns>
    /// <exception cref="IOException">The file cannot be written, or exists.</exception>
    /// <exception cref="DatabaseRefusalException">It cannot be read back; there is no file.</exception>
    public Task<IReadOnlyList<string>> CopyAsync(string path) => WriteFileAsync(path, partial => database.ReadAsync(async connection =>
    {
        await using var snapshot = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        return await WritePartAsync(partial, connection, snapshot);
    }));

    /// <summary>Writes a copy and marks this database as moved in the same transaction.</summary>
    /// <returns>Counts and sums, a line each.</returns>
    /// <exception cref="IOException">The file cannot be written, or exists.</exception>
    /// <exception cref="DatabaseRefusalException">It cannot be read back; there is no file, and nothing was moved.</exception>
    public Task<IReadOnlyList<string>> MoveAsync(string path) => database.WriteAsync(async (connection, transaction) =>
    {
        if (!database.IsSqlite) await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", MovedTable.All.Select(table => table.Name))} IN EXCLUSIVE MODE", transaction: transaction);
        var lines = await WriteFileAsync(path, partial => WritePartAsync(partial, connection, transaction));
        await mark.SetAsync(connection, transaction);
        return lines;
    });

    private static async Task<IReadOnlyList<string>> WriteFileAsync(string path, Func<string, Task<IReadOnlyList<string>>> write)
    {
        // What is half written, or cannot be read back, must not look like a whole one.
        var partial = path + Unfinished;
        if (File.Exists(path)) throw new IOException($"{path} exists; it is not written over.");
        try
        {
            var lines = await write(partial);
            await MovedFile.CheckAsync(partial, lines);
            File.Move(partial, path);
            return lines;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private async Task<IReadOnlyList<string>> WritePartAsync(string partial, DbConnection connection, DbTransaction? transaction)
    {
        var rows = new MovedRows();
        IReadOnlyList<string> lines;
        await using (var file = Create(partial))
        {
            await using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            {
                WriteLine(zip, line =>
                {
                    line.WriteStartObject();
                    line.WriteString("format", Format);
                    line.WriteNumber("schema", SchemaScripts.Latest);
                    line.WriteString("exportedAt", time.GetUtcNow());
                    line.WriteEndObject();
                });
                foreach (var table in MovedTable.All) await WriteTableAsync(zip, table, rows, connection, transaction);
                lines = rows.Lines();
                WriteLine(zip, line =>
                {
                    line.WriteStartObject();
                    line.WriteStartArray("end");
                    foreach (var text in lines) line.WriteStringValue(text);
                    line.WriteEndArray();
                    line.WriteEndObject();
                });
            }
            file.Flush(flushToDisk: true);
        }
        return lines;
    }

    /// <summary>The file holds orders and sealed secrets: its owner alone may read it.</summary>
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private static async Task WriteTableAsync(Stream zip, MovedTable table, MovedRows rows, DbConnection connection, DbTransaction? transaction)
    {
        await foreach (var values in MovedReader.ReadAsync(table, connection, transaction))
        {
            rows.Add(table, values);
            WriteLine(zip, line =>
            {
                line.WriteStartArray();
                line.WriteStringValue(table.Name);
                foreach (var value in values)
                {
                    if (value is JsonElement json) json.WriteTo(line);
                    else if (value is long number) line.WriteNumberValue(number);
                    else line.WriteStringValue((string?)value);
                }
                line.WriteEndArray();
            });
        }
    }

    private static void WriteLine(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var line = new Utf8JsonWriter(stream, AsWritten)) write(line);
        stream.WriteByte((byte)'\n');
    }
}
