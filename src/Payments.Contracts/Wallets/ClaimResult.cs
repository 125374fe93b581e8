using Orleans;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Wallets;

/// <summary>What became of a claim to an unmatched transfer.</summary>
[GenerateSerializer, Immutable, Alias("claim-result")]
public sealed record ClaimResult
{
    /// <summary>The transfer now claimed, or null.</summary>
    [Id(0)] public Transfer? Transfer { get; init; }

    /// <summary>Whether it exists but belongs to another order.</summary>
    [Id(1)] public bool TakenByOther { get; init; }
}
