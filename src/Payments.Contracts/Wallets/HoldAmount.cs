using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Wallets;

/// <summary>An amount of a quote that its payer turned away from.</summary>
[GenerateSerializer, Immutable, Alias("hold-amount")]
public sealed record HoldAmount
{
    /// <summary>The order.</summary>
    [Id(0)] public required OrderId Order { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(1)] public required string Token { get; init; }

    /// <summary>The exact amount.</summary>
    [Id(2)] public required UInt128 Units { get; init; }

    /// <summary>Until when it is held.</summary>
    [Id(3)] public required DateTimeOffset Until { get; init; }

    /// <summary>When the order was opened.</summary>
    [Id(4)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Whether a payment brought it about; such an amount is held beyond the limit as well.</summary>
    [Id(5)] public bool IsPaidFor { get; init; }

    /// <summary>
    /// How far the chain had been read or seen when the amount was quoted, or null where nothing is known of it; see <see
    /// cref="Domain.Wallets.OpeningRules"/>.
    /// </summary>
    [Id(6)] public long? Position { get; init; }
}
