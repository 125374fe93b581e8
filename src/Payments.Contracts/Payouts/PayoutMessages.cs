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

/// <summary>How much of a coin may be paid out.</summary>
/// <param name="Coin">The coin, upper case.</param>
/// <param name="Limit">How much within <see cref="PayoutRules.Window"/>.</param>
/// <param name="Used">How much of it was paid out or is under way.</param>
[GenerateSerializer, Immutable, Alias("payout-allowance")]
public sealed record PayoutAllowance([property: Id(0)] string Coin, [property: Id(1)] decimal Limit, [property: Id(2)] decimal Used);
