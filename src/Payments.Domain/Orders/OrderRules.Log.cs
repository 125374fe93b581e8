using Payments.Domain.Charges;

namespace Payments.Domain.Orders;

public static partial class OrderRules
{
    /// <summary>Lines of the payment log that an order's own row keeps: more than one write adds. All are in the log's table.</summary>
    public const int LogKept = 8;

    /// <summary>
    /// Adds a line to the log of the order's payments. The row carries the newest lines, and the database copies them into the log's table
    /// in the same transaction (schema script 0052), so that none is lost and a long log makes no write longer.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="charge">The charge that it is about, or null.</param>
    /// <param name="kind">What it tells of.</param>
    /// <param name="text">For people; neither secrets nor data of the payer.</param>
    /// <param name="now">The present.</param>
    public static Order Logged(Order order, string? charge, PaymentLogKind kind, string text, DateTimeOffset now)
    {
        var log = order.Log ?? [];
        var entry = new PaymentLogEntry
        {
            Number = log.Count == 0 ? 1 : log[^1].Number + 1,
            At = now,
            Kind = kind,
            Text = PaymentLogEntry.Cut(text),
            Charge = charge,
        };
        return order with { Log = [.. log.Skip(log.Count - LogKept + 1), entry] };
    }
}
