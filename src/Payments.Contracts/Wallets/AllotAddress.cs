using Orleans;
using Payments.Domain.Identity;

namespace Payments.Contracts.Wallets;

/// <summary>An order's wish for an address of its own.</summary>
[GenerateSerializer, Immutable, Alias("allot-address")]
public sealed record AllotAddress
{
    /// <summary>The order.</summary>
    [Id(0)] public required OrderId Order { get; init; }

    /// <summary>The order's merchant, which must own the key.</summary>
    [Id(1)] public required MerchantId Merchant { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(2)] public required string Token { get; init; }

    /// <summary>When the order was opened.</summary>
    [Id(3)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Until when the address is the order's.</summary>
    [Id(4)] public required DateTimeOffset Until { get; init; }

    /// <summary>An address at which the database refused the order's amount, or null.</summary>
    [Id(5)] public string? Refused { get; init; }

    /// <summary>
    /// How far the chain had been read or seen when the order was quoted, or null where nothing is known of it; see <see
    /// cref="Domain.Wallets.OpeningRules"/>.
    /// </summary>
    [Id(6)] public long? Position { get; init; }
}
