namespace Payments.Grains.Telemetry;

/// <summary>Names of attributes. Ids are written as the API writes them.</summary>
internal static class TraceTags
{
    public const string Order = "payments.order.id";
    public const string OrderStatus = "payments.order.status";
    public const string Merchant = "payments.merchant.id";
    public const string Chain = "payments.chain";
    public const string FirstBlock = "payments.block.first";
    public const string LastBlock = "payments.block.last";
    public const string Transfers = "payments.transfers";
    public const string Orders = "payments.orders";
    public const string Delivery = "payments.delivery.id";
    public const string Attempts = "payments.delivery.attempts";
}
