using Orleans;

namespace Payments.Contracts.Merchants;

/// <summary>Orders of a merchant that wait for a first payment.</summary>
[GenerateSerializer, Immutable, Alias("unpaid-count")]
public sealed record UnpaidCount
{
    /// <summary>How many do, as counted a second ago or less.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>How many may; further orders are refused.</summary>
    [Id(1)] public required long Limit { get; init; }
}
