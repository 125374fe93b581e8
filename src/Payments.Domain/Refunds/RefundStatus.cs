using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>Where a refund stands. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("refund-status")]
public enum RefundStatus
{
    /// <summary>
    /// Stored. Whether its provider took it on is not known yet; on a chain the merchant's own wallet has not sent it yet.
    /// </summary>
    Requested = 0,

    /// <summary>The provider took it on, or its transfer is in a block that is not final.</summary>
    Processing = 1,

    /// <summary>The money went back: the provider says so, or its transfer is in a final block.</summary>
    Succeeded = 2,

    /// <summary>It was refused, or ended without money moved. Never left again; its money may be refunded by another refund.</summary>
    Failed = 3,

    /// <summary>The merchant withdrew it before anything was sent. Never left again.</summary>
    Cancelled = 4,
}
