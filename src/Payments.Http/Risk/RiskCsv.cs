using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Payments.Http.Merchants;

namespace Payments.Http.Risk;

/// <summary>Columns of what risk control exports.</summary>
internal static class RiskCsv
{
    /// <summary>Those of decisions.</summary>
    public static readonly (string Name, Func<RiskDecisionView, string?> Value)[] Decisions =
    [
        ("merchant_id", decision => decision.MerchantId),
        ("payment_id", decision => decision.PaymentId),
        ("order_id", decision => decision.OrderId),
        ("at", decision => decision.At),
        ("stage", decision => decision.Stage),
        ("outcome", decision => decision.Outcome),
        ("by", decision => decision.By),
        ("rule_id", decision => decision.RuleId),
        ("rule", decision => decision.Rule),
        ("measured", decision => decision.Measured),
        ("limit", decision => decision.Limit),
        ("reason", decision => decision.Reason),
        ("times", decision => decision.Times.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Those of orders that a rule would have taken.</summary>
    public static readonly (string Name, Func<RiskTakenView, string?> Value)[] Taken =
    [
        ("payment_id", taken => taken.PaymentId),
        ("order_id", taken => taken.OrderId),
        ("created_at", taken => taken.CreatedAt),
        ("status", taken => taken.Status),
        ("money", taken => taken.Money),
        ("currency", taken => taken.Currency),
        ("measured", taken => taken.Measured),
    ];

    /// <summary>That of a list's items.</summary>
    public static readonly (string Name, Func<string, string?> Value)[] Items = [("item", item => item)];
}

/// <summary>Writes rows as they are read, a few in memory at a time: comma-separated values as RFC 4180 has them, in UTF-8.</summary>
internal sealed class CsvAnswer<T>(string name, (string Name, Func<T, string?> Value)[] columns, IAsyncEnumerable<T> rows) : IResult
{
    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int BufferSize = 32 << 10;

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        var cancelled = httpContext.RequestAborted;
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(false), BufferSize) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', columns.Select(column => column.Name)).AsMemory(), cancelled);
        await foreach (var row in rows.WithCancellation(cancelled))
            await writer.WriteLineAsync(string.Join(',', columns.Select(column => OrderCsv.Cell(column.Value(row)))).AsMemory(), cancelled);
    }
}
