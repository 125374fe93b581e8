using System.Text;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Merchants;

/// <summary>Writes rows as comma-separated values (RFC 4180) as they are read, a few in memory at a time, in UTF-8.</summary>
/// <typeparam name="TRow">What is read.</typeparam>
/// <typeparam name="TView">What is shown of it.</typeparam>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="columns">The columns' names, and what stands in them.</param>
/// <param name="rows">The rows.</param>
/// <param name="view">Shows a row.</param>
internal sealed class CsvExport<TRow, TView>(
    string name, IReadOnlyList<(string Name, Func<TView, string?> Value)> columns, IAsyncEnumerable<TRow> rows, Func<TRow, TView> view)
    : IResult
{
    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int BufferSize = 32 << 10;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        var cancelled = httpContext.RequestAborted;
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(false), BufferSize) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => column.Name)).AsMemory(), cancelled);
        await foreach (var row in rows.WithCancellation(cancelled))
        {
            var shown = view(row);
            var line = string.Join(',', columns.Select(column => OrderCsv.Cell(column.Value(shown))));
            await writer.WriteLineAsync(line.AsMemory(), cancelled);
        }
    }
}
