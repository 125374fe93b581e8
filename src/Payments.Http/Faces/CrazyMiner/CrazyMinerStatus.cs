using Payments.Domain.Orders;

namespace Payments.Http.Faces.CrazyMiner;

/// <summary>The document's five words for where a payment stands, and each in Persian (<c>status_display</c>).</summary>
internal static class CrazyMinerStatus
{
    /// <summary>Made, and the bank's gateway was not asked or has not answered.</summary>
    public const string Pending = "pending";

    /// <summary>The gateway waits for the payer, or money was seen and is not certain.</summary>
    public const string Processing = "processing";

    /// <summary>Paid and verified.</summary>
    public const string Completed = "completed";

    /// <summary>Nobody paid in time, or it was refused for good.</summary>
    public const string Failed = "failed";

    /// <summary>Closed by the merchant.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The word for an order as it stands.</summary>
    public static string Of(Order order) => order.Status switch
    {
        OrderStatus.Pending => order.Charges.Any(charge => charge.ProviderId is not null) ? Processing : Pending,
        OrderStatus.Detected => Processing,
        OrderStatus.Completed or OrderStatus.PartiallyRefunded or OrderStatus.Refunded => Completed,
        OrderStatus.Expired or OrderStatus.Failed => Failed,
        OrderStatus.Closed => Cancelled,
        _ => throw new InvalidOperationException($"Unknown status {order.Status}."),
    };

    /// <summary>A word in Persian.</summary>
    public static string Display(string status) => status switch
    {
        Pending => "در انتظار",
        Processing => "در حال پردازش",
        Completed => "تکمیل شده",
        Failed => "ناموفق",
        Cancelled => "لغو شده",
        _ => throw new InvalidOperationException($"Unknown word {status}."),
    };
}
