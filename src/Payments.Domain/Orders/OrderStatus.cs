using Orleans;

namespace Payments.Domain.Orders;

/// <summary>Where an order stands. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("order-status")]
public enum OrderStatus
{
    /// <summary>Waits for a payment.</summary>
    Pending = 0,

    /// <summary>A payment was seen, on the chain or on its way there, and is not final yet.</summary>
    Detected = 1,

    /// <summary>Paid and final. No reorg, wake or later transfer changes this.</summary>
    Completed = 2,

    /// <summary>The quote ran out before a full payment was seen. A late one inside the grace period still completes it.</summary>
    Expired = 3,

    /// <summary>Closed by the merchant before payment.</summary>
    Closed = 4,

    /// <summary>A provider refused it for good.</summary>
    Failed = 5,

    /// <summary>Part of a completed payment was returned.</summary>
    PartiallyRefunded = 6,

    /// <summary>The whole completed payment was returned.</summary>
    Refunded = 7,
}
