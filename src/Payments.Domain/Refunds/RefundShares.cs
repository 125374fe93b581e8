using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>
/// What becomes of the shares of the money that a refund returns. Numbers are append-only; in storage the camelCase name is used.
/// </summary>
[GenerateSerializer, Alias("refund-shares")]
public enum RefundShares
{
    /// <summary>Nothing of it was to be shared, or receivers keep their shares.</summary>
    None = 0,

    /// <summary>What receivers give back is to be decided before the provider is asked for the refund.</summary>
    Due = 1,

    /// <summary>Receivers were asked to give it back, and the refund waits for that.</summary>
    Asked = 2,

    /// <summary>They gave it back, or give it back with the refund itself; or there was nothing.</summary>
    Done = 3,
}
