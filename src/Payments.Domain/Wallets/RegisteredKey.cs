using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;
using Payments.Domain.Identity;

namespace Payments.Domain.Wallets;

/// <summary>An extended key and whose it is, as stored.</summary>
[GenerateSerializer, Immutable, Alias("registered-key")]
public sealed record RegisteredKey
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The chain.</summary>
    [Id(1)] public required ChainId Chain { get; init; }

    /// <summary>The key.</summary>
    [Id(2)] public required ExtendedKey Key { get; init; }

    /// <summary>Since when it is known.</summary>
    [Id(3)] public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The merchant it belongs to; null after an operator released it.</summary>
    [Id(4)] public MerchantId? Owner { get; init; }

    /// <summary>When its owner last registered a wallet with it; see <see cref="AddressRules.ClaimTime"/>.</summary>
    [Id(5)] public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>The newest entry of the audit log about it; null before an operator moved it.</summary>
    [Id(6)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
