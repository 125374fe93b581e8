using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>Whether a merchant is served. Numbers are append-only; in storage and JSON the camelCase name is used.</summary>
[GenerateSerializer, Alias("merchant-status")]
public enum MerchantStatus
{
    /// <summary>Served.</summary>
    Active = 0,

    /// <summary>Gets no new orders and no answers of the set-up API. Its open orders are still paid.</summary>
    Suspended = 1,
}
