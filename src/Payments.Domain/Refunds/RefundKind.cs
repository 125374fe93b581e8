using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>By whom the money is returned. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("refund-kind")]
public enum RefundKind
{
    /// <summary>By the payment provider that took it, on the gateway's request.</summary>
    Provider = 0,

    /// <summary>By the merchant's own wallet on a chain; the gateway finds the transfer there.</summary>
    Chain = 1,
}
