using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Wallets;

/// <summary>Whose a transfer is.</summary>
[GenerateSerializer, Immutable, Alias("match-result")]
public sealed record MatchResult
{
    /// <summary>The transfer.</summary>
    [Id(0)] public required TransferId Transfer { get; init; }

    /// <summary>The order it belongs to, or null; then it is stored as unmatched, unless it still waits for a block.</summary>
    [Id(1)] public OrderId? Order { get; init; }
}
