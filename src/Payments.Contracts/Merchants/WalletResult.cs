using Orleans;
using Payments.Domain.Merchants;

namespace Payments.Contracts.Merchants;

/// <summary>What became of a change to a merchant's wallets.</summary>
[GenerateSerializer, Immutable, Alias("wallet-result")]
public sealed record WalletResult
{
    /// <summary>The outcome.</summary>
    [Id(0)] public required WalletOutcome Outcome { get; init; }

    /// <summary>The wallet as it is now, or was before it was removed.</summary>
    [Id(1)] public Wallet? Wallet { get; init; }

    /// <summary>Why, in words fit for the caller, where the outcome alone does not say.</summary>
    [Id(2)] public string? Detail { get; init; }
}
