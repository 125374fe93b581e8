using Orleans;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Wallets;

/// <summary>An order's wish for an exact amount.</summary>
[GenerateSerializer, Immutable, Alias("reserve-amount")]
public sealed record ReserveAmount
{
    /// <summary>The order; what it has reserved here in this token is replaced.</summary>
    [Id(0)] public required OrderId Order { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(1)] public required string Token { get; init; }

    /// <summary>The wished amount.</summary>
    [Id(2)] public required UInt128 Units { get; init; }

    /// <summary>How many steps above the wish are acceptable.</summary>
    [Id(3)] public required int MaxSteps { get; init; }

    /// <summary>Until when the amount is reserved.</summary>
    [Id(4)] public required DateTimeOffset Until { get; init; }

    /// <summary>When the order was opened: transfers of older blocks are not for it.</summary>
    [Id(5)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>An amount that the database refused as taken, or null.</summary>
    [Id(6)] public UInt128? Refused { get; init; }

    /// <summary>Transfers that count for the order already, so that seeing them again finds it.</summary>
    [Id(7)] public IReadOnlyList<Transfer> Counted { get; init; } = [];

    /// <summary>The order's merchant, which must own the address.</summary>
    [Id(8)] public required MerchantId Merchant { get; init; }

    /// <summary>Whether the order's payer was told this address already: then the order stays here although the address may have gone to another merchant.</summary>
    [Id(9)] public bool IsQuotedHere { get; init; }

    /// <summary>Units of the amount that may be missing, or null for none.</summary>
    [Id(10)] public UInt128? Tolerated { get; init; }

    /// <summary>Whether nobody looked yet if the order is new. Where an amount here is its own already, nothing is reserved then.</summary>
    [Id(11)] public bool IsTakenForNew { get; init; }

    /// <summary>
    /// How far the chain had been read or seen when the amount was quoted, or null where nothing is known of it; see <see
    /// cref="Domain.Wallets.OpeningRules"/>.
    /// </summary>
    [Id(12)] public long? Position { get; init; }

    /// <summary>Atomic units of one step; null, in what earlier versions send, for the token's smallest payable one.</summary>
    [Id(13)] public UInt128? Step { get; init; }
}
