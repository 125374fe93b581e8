using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>An address that the gateway watches, as stored.</summary>
[GenerateSerializer, Immutable, Alias("watched-address")]
public sealed record WatchedAddress
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The chain.</summary>
    [Id(1)] public required ChainId Chain { get; init; }

    /// <summary>The address in canonical form.</summary>
    [Id(2)] public required string Address { get; init; }

    /// <summary>Since when.</summary>
    [Id(3)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Amounts of quotes that payers turned away from; a payment on its way still finds its order by them.</summary>
    [Id(4)] public IReadOnlyList<HeldAmount> Held { get; init; } = [];

    /// <summary>The merchant it belongs to; null after an operator released it, and in rows from before addresses had owners.</summary>
    [Id(5)] public MerchantId? Owner { get; init; }

    /// <summary>When its owner last registered a wallet with it; see <see cref="AddressRules.ClaimTime"/>.</summary>
    [Id(6)] public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Whether a wallet in the chain's coin was ever registered with it; null, which counts as yes, in rows from before that was kept.</summary>
    [Id(7)] public bool? TakesCoin { get; init; }

    /// <summary>For an address that was derived from an extended key: which order it was given to. Null for one that a wallet names itself.</summary>
    [Id(8)] public Allotment? Allotment { get; init; }

    /// <summary>The newest entry of the audit log about it; null before an operator moved it.</summary>
    [Id(9)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>An amount kept for an order that shows another quote by now.</summary>
[GenerateSerializer, Immutable, Alias("held-amount")]
public sealed record HeldAmount
{
    /// <summary>The order.</summary>
    [Id(0)] public required OrderId Order { get; init; }

    /// <summary>The token's symbol.</summary>
    [Id(1)] public required string Token { get; init; }

    /// <summary>The exact amount.</summary>
    [Id(2)] public required UInt128 Units { get; init; }

    /// <summary>Until when it is kept.</summary>
    [Id(3)] public required DateTimeOffset Until { get; init; }

    /// <summary>When the order was opened.</summary>
    [Id(4)] public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>How far the chain had been read or seen when the amount was quoted, or null; see <see cref="OpeningRules"/>.</summary>
    [Id(5)] public long? Position { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
