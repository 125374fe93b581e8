using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.StaticWallets;
using Payments.Domain.Users;

namespace Payments.Contracts.StaticWallets;

/// <summary>Request for a user's static wallet. The face has validated it.</summary>
[GenerateSerializer, Immutable, Alias("open-static-wallet")]
public sealed record OpenStaticWallet
{
    /// <summary>The merchant.</summary>
    [Id(0)] public required MerchantId Merchant { get; init; }

    /// <summary>The end user.</summary>
    [Id(1)] public required UserId User { get; init; }

    /// <summary>The coin, upper case.</summary>
    [Id(2)] public required string Coin { get; init; }

    /// <summary>The network as the provider names it.</summary>
    [Id(3)] public required string Network { get; init; }

    /// <summary>What the user is credited in.</summary>
    [Id(4)] public required string Currency { get; init; }

    /// <summary>The gateway's own address, where the provider's webhooks go.</summary>
    [Id(5)] public required string PublicUrl { get; init; }
}

/// <summary>What an order about a static wallet came to.</summary>
[GenerateSerializer, Immutable, Alias("static-wallet-result")]
public sealed record StaticWalletResult
{
    /// <summary>What it came to.</summary>
    [Id(0)] public required StaticWalletOutcome Outcome { get; init; }

    /// <summary>The wallet; null where there is none.</summary>
    [Id(1)] public StaticWallet? Wallet { get; init; }

    /// <summary>Why it was refused, or is not known.</summary>
    [Id(2)] public string? Detail { get; init; }
}

/// <summary>What an order about a static wallet came to.</summary>
[GenerateSerializer, Alias("static-wallet-outcome")]
public enum StaticWalletOutcome
{
    /// <summary>It is done, or was done before.</summary>
    Done,

    /// <summary>There is no such wallet.</summary>
    NotFound,

    /// <summary>The wallet is there and credits another currency.</summary>
    OtherCurrency,

    /// <summary>The user has as many wallets as one may.</summary>
    TooMany,

    /// <summary>The merchant has no account at the provider.</summary>
    NoAccount,

    /// <summary>The provider refused.</summary>
    Refused,

    /// <summary>The provider did not answer; asking again is safe.</summary>
    Unknown,
}

/// <summary>What became of a payment to a static wallet.</summary>
[GenerateSerializer, Alias("static-deposit-outcome")]
public enum StaticDepositOutcome
{
    /// <summary>It was credited now.</summary>
    Credited,

    /// <summary>It was credited before, or is held already.</summary>
    Known,

    /// <summary>It waits for a person.</summary>
    Held,

    /// <summary>There is no money yet, or never will be.</summary>
    NoMoney,

    /// <summary>There is no such wallet of this account.</summary>
    NotFound,

    /// <summary>It cannot be taken now; the provider must say it again.</summary>
    Later,
}
