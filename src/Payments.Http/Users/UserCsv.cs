using System.Text;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Users;
using Payments.Http.Merchants;

namespace Payments.Http.Users;

/// <summary>Writes a statement as comma-separated values (RFC 4180) as it is read, a few entries in memory at a time, in UTF-8.</summary>
internal sealed class UserCsv(IAsyncEnumerable<UserEntry> entries) : IResult
{
    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int BufferSize = 32 << 10;

    private static readonly (string Name, Func<UserEntryView, string?> Value)[] Columns =
    [
        ("sequence", entry => entry.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("created_at", entry => entry.CreatedAt),
        ("kind", entry => entry.Kind),
        ("currency", entry => entry.Currency),
        ("amount", entry => entry.Amount),
        ("available", entry => entry.Available),
        ("held", entry => entry.Held),
        ("key", entry => entry.Key),
        ("about", entry => entry.About),
        ("payment_id", entry => entry.PaymentId),
        ("expires_at", entry => entry.ExpiresAt),
        ("text", entry => entry.Text),
    ];

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"statement.csv\"";
        var cancelled = httpContext.RequestAborted;
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(false), BufferSize) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', Columns.Select(column => column.Name)).AsMemory(), cancelled);
        await foreach (var entry in entries.WithCancellation(cancelled))
        {
            var view = UserEntryView.Of(entry);
            var line = string.Join(',', Columns.Select(column => OrderCsv.Cell(column.Value(view))));
            await writer.WriteLineAsync(line.AsMemory(), cancelled);
        }
    }
}
