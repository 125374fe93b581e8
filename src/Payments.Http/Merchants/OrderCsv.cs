using Payments.Domain.Money;

namespace Payments.Http.Merchants;

/// <summary>Orders as lines of comma-separated values.</summary>
public static class OrderCsv
{
    private static readonly (string Name, Func<ListedOrderView, string?> Value)[] Columns =
    [
        ("payment_id", listed => listed.Order.PaymentId),
        ("order_id", listed => listed.Order.OrderId),
        ("face", listed => listed.Face),
        ("status", listed => listed.Order.Status),
        ("delivery", listed => listed.Delivery),
        ("currency", listed => listed.Order.Currency),
        ("money", listed => listed.Order.Money),
        ("chain", listed => listed.Order.Payment?.Chain),
        ("token", listed => listed.Order.Payment?.Token),
        ("address", listed => listed.Order.Payment?.Address),
        ("asked", listed => listed.Order.Payment?.Asked),
        ("received", listed => listed.Order.Payment?.Received),
        ("missing", listed => listed.Order.Payment?.Missing),
        ("excess", listed => listed.Order.Payment?.Excess),
        ("transactions", listed => string.Join(' ', listed.Order.Transactions.Select(one => one.TransactionHash))),
        ("created_at", listed => listed.Order.CreatedAt),
        ("expires_at", listed => listed.Order.ExpiresAt),
        ("completed_at", listed => listed.Order.CompletedAt),
        ("archived_at", listed => listed.Order.ArchivedAt),
    ];

    /// <summary>The names of the columns.</summary>
    public static string Header { get; } = string.Join(',', Columns.Select(column => column.Name));

    /// <summary>One order.</summary>
    internal static string Line(ListedOrderView listed) => string.Join(',', Columns.Select(column => Cell(column.Value(listed))));

    /// <summary>
    /// A value. What a spreadsheet would take for a formula gets an apostrophe in front, because a shop's number may come from a payer; a
    /// negative number is none. What holds a comma, a quote or a line's end is quoted.
    /// </summary>
    public static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var isNegative = value[0] == '-' && PlainDecimal.TryParse(value[1..], out _, out _);
        if (!isNegative && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') value = "'" + value;
        return value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
