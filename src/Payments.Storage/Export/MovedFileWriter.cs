using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Payments.Storage.Schema;

namespace Payments.Storage.Export;

/// <summary>
/// Writes a file of rows: gzip over lines of JSON, first what it is, then the rows, last their counts and sums. It has its name once it was
/// read back: what is half written, or cannot be read back, does not look like a whole one, and is removed.
/// </summary>
internal sealed class MovedFileWriter : IAsyncDisposable
{
    /// <summary>What a file's name ends in until it is whole.</summary>
    public const string Unfinished = ".partial";

    /// <summary>States keep their letters: no page ever shows the file.</summary>
    private static readonly JsonWriterOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MovedFormat format;
    private readonly MovedRows rows = new();
    private readonly FileStream file;
    private readonly GZipStream zip;
    private bool isWhole;

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">It exists, or cannot be written.</exception>
    public MovedFileWriter(string path, MovedFormat format, DateTimeOffset now)
    {
        if (File.Exists(path)) throw new IOException($"{path} exists; it is not written over.");
        (Path, this.format) = (path, format);
        file = Create(Partial);
        zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        WriteLine(line =>
        {
            line.WriteStartObject();
            line.WriteString("format", format.Name);
            line.WriteNumber("schema", SchemaScripts.Latest);
            line.WriteString("exportedAt", now);
            line.WriteEndObject();
        });
    }

    /// <summary>Where it is once it is whole.</summary>
    public string Path { get; }

    private string Partial => Path + Unfinished;

    /// <summary>Adds a row, whose values are in the order of the table's columns: text, a 64-bit number, JSON, or null.</summary>
    public void Add(MovedTable table, IReadOnlyList<object?> values)
    {
        rows.Add(table, values);
        WriteLine(line =>
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

    /// <summary>Ends the file, reads it back, and gives it its name.</summary>
    /// <returns>Counts and sums, a line each.</returns>
    /// <exception cref="DatabaseRefusalException">It cannot be read back.</exception>
    public async Task<IReadOnlyList<string>> FinishAsync()
    {
        var lines = rows.Lines();
        WriteLine(line =>
        {
            line.WriteStartObject();
            line.WriteStartArray("end");
            foreach (var text in lines) line.WriteStringValue(text);
            line.WriteEndArray();
            line.WriteEndObject();
        });
        await zip.DisposeAsync();
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        await MovedFile.CheckAsync(Partial, format, lines);
        File.Move(Partial, Path);
        isWhole = true;
        // A file system writes a new name down together with the file that has it.
        using var named = File.OpenHandle(Path, access: FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(named);
        return lines;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await zip.DisposeAsync();
        }
        finally
        {
            await file.DisposeAsync();
            if (!isWhole) File.Delete(Partial);
        }
    }

    /// <summary>The file holds orders, and an export sealed secrets: its owner alone may read it.</summary>
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        using (var line = new Utf8JsonWriter(zip, AsWritten)) write(line);
        zip.WriteByte((byte)'\n');
    }
}
