using Orleans;

namespace Payments.Contracts.Wallets;

/// <summary>What became of a wish for an exact amount.</summary>
[GenerateSerializer, Immutable, Alias("reserve-result")]
public sealed record ReserveResult
{
    /// <summary>The amount; null when all within the limit are taken, or the address is another merchant's.</summary>
    [Id(0)] public UInt128? Units { get; init; }

    /// <summary>Whether the address is not the merchant's.</summary>
    [Id(1)] public bool IsForeign { get; init; }

    /// <summary>Whether an order that was taken for new has an amount here already, and nothing was reserved.</summary>
    [Id(2)] public bool IsKnown { get; init; }
}
