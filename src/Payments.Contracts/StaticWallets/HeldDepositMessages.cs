using Orleans;
using Payments.Contracts.Users;
using Payments.Domain.StaticWallets;

namespace Payments.Contracts.StaticWallets;

/// <summary>A merchant's decision that a held payment is the user's.</summary>
[GenerateSerializer, Immutable, Alias("settle-held-deposit")]
public sealed record SettleHeldDeposit
{
    /// <summary>The payment's digest, <see cref="StaticDeposit.Digest"/>.</summary>
    [Id(0)] public required string Digest { get; init; }

    /// <summary>What the user is credited, in what the wallet credits; null for what the provider says that it is worth.</summary>
    [Id(1)] public decimal? Amount { get; init; }

    /// <summary>Why, at most <see cref="Domain.Orders.OrderRules.ReasonLimit"/> characters; the user's statement has it.</summary>
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>What a decision about a held payment came to.</summary>
[GenerateSerializer, Immutable, Alias("held-deposit-result")]
public sealed record HeldDepositResult
{
    /// <summary>What it came to.</summary>
    [Id(0)] public required HeldDepositOutcome Outcome { get; init; }

    /// <summary>What the user's ledger said; null where it was not asked.</summary>
    [Id(1)] public UserResult? Credit { get; init; }

    /// <summary>The wallet that it came to; null where there is none.</summary>
    [Id(2)] public StaticWallet? Wallet { get; init; }

    /// <summary>The payment where it is dismissed now.</summary>
    [Id(3)] public DismissedDeposit? Dismissed { get; init; }
}

/// <summary>What a decision about a held payment came to.</summary>
[GenerateSerializer, Alias("held-deposit-outcome")]
public enum HeldDepositOutcome
{
    /// <summary>The ledger was asked, and <see cref="HeldDepositResult.Credit"/> says what it answered.</summary>
    Credited,

    /// <summary>It is dismissed now.</summary>
    Dismissed,

    /// <summary>It was dismissed before.</summary>
    DismissedBefore,

    /// <summary>No such payment is held.</summary>
    NotFound,

    /// <summary>Nobody said what it is worth.</summary>
    WorthUnknown,
}
