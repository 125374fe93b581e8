using Orleans;

namespace Payments.Contracts.Wallets;

/// <summary>What became of a wish for an address.</summary>
[GenerateSerializer, Immutable, Alias("allot-result")]
public sealed record AllotResult
{
    /// <summary>The canonical address; null when the key is another merchant's.</summary>
    [Id(0)] public string? Address { get; init; }
}
