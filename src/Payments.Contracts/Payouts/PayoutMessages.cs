using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Payouts;

namespace Payments.Contracts.Payouts;

/// <summary>Request for a payout. The face has validated it.</summary>
[GenerateSerializer, Immutable, Alias("request-payout")]
public sealed record RequestPayout
{
    /// <summary>The merchant.</summary>
    [Id(0)] public required MerchantId Merchant { get; init; }

    /// <summary>The merchant's own id of the payout.</summary>
    [Id(1)] public required string Id { get; init; }

    /// <summary>What it is to be.</summary>
    [Id(2)] public required PayoutWish Wish { get; init; }

    /// <summary>Who asks: the name of an API key.</summary>
    [Id(3)] public required string By { get; init; }

    /// <summary>The gateway's own address, where the provider's notices go.</summary>
    [Id(4)] public required string PublicUrl { get; init; }
}

/// <summary>What a request for a payout came to.</summary>
[GenerateSerializer, Immutable, Alias("payout-result")]
public sealed record PayoutResult
{
    /// <summary>What it came to.</summary>
    [Id(0)] public required PayoutOutcome Outcome { get; init; }

    /// <summary>The payout; null where there is none.</summary>
    [Id(1)] public Payout? Payout { get; init; }

    /// <summary>Why it was not taken on.</summary>
    [Id(2)] public string? Detail { get; init; }
}

/// <summary>A person's word of what became of a payout.</summary>
[GenerateSerializer, Immutable, Alias("resolve-payout")]
public sealed record ResolvePayout
{
    /// <summary>The payout's number among the merchant's.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary><see cref="PayoutStatus.Succeeded"/> or <see cref="PayoutStatus.Failed"/>; null to ask the provider again.</summary>
    [Id(1)] public PayoutStatus? End { get; init; }

    /// <summary>The transaction that sent it, where one is known.</summary>
    [Id(2)] public string? Transaction { get; init; }

    /// <summary>How the person knows.</summary>
    [Id(3)] public required string Reason { get; init; }
}

/// <summary>What a person's decision about a payout came to.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Payout">The payout as it stands; null where the merchant's book does not have it.</param>
[GenerateSerializer, Immutable, Alias("payout-changed")]
public sealed record PayoutChanged([property: Id(0)] PayoutChange Outcome, [property: Id(1)] Payout? Payout);

/// <summary>How much of a coin may be paid out.</summary>
/// <param name="Coin">The coin, upper case.</param>
/// <param name="Limit">How much within <see cref="PayoutRules.Window"/>.</param>
/// <param name="Used">How much of it was paid out or is under way.</param>
[GenerateSerializer, Immutable, Alias("payout-allowance")]
public sealed record PayoutAllowance([property: Id(0)] string Coin, [property: Id(1)] decimal Limit, [property: Id(2)] decimal Used);
