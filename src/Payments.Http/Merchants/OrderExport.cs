using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Contracts.Orders;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>The form of an export.</summary>
internal enum ExportFormat
{
    /// <summary>Comma-separated values as RFC 4180 has them, with a line of names.</summary>
    Csv,

    /// <summary>One JSON object a line, as a list shows it.</summary>
    JsonLines,
}

/// <summary>Writes orders as they are read, a few in memory at a time, in UTF-8.</summary>
internal sealed class OrderExport(ExportFormat format, IAsyncEnumerable<ListedOrder> orders, IOrderIds ids, ChainCatalog chains) : IResult
{
    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int BufferSize = 32 << 10;

    /// <summary>The format of this name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static ExportFormat FormatOf(string? name) => name switch
    {
        null or "" or "csv" => ExportFormat.Csv,
        "jsonl" => ExportFormat.JsonLines,
        _ => throw new InputException("format", "expected csv or jsonl"),
    };

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (type, ending) = format == ExportFormat.Csv ? ("text/csv", "csv") : ("application/x-ndjson", "jsonl");
        var response = httpContext.Response;
        response.ContentType = $"{type}; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"orders.{ending}\"";
        var cancelled = httpContext.RequestAborted;
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(false), BufferSize) { NewLine = format == ExportFormat.Csv ? "\r\n" : "\n" };
        if (format == ExportFormat.Csv) await writer.WriteLineAsync(OrderCsv.Header.AsMemory(), cancelled);
        await foreach (var listed in orders.WithCancellation(cancelled))
        {
            var view = ListedOrderView.Of(listed, ids, chains);
            var line = format == ExportFormat.Csv ? OrderCsv.Line(view) : JsonSerializer.Serialize(view, ApiJson.Relaxed.ListedOrderView);
            await writer.WriteLineAsync(line.AsMemory(), cancelled);
        }
    }
}
