using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>
/// That a receiver gets a part of each payment that a merchant's payers make at a provider. Checked by <see cref="ShareRuleCheck"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("share-rule")]
public sealed record ShareRule
{
    /// <summary>16 hex digits, unique within the merchant.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The provider whose payments are shared.</summary>
    [Id(2)] public required string Provider { get; init; }

    /// <summary>The kind of the receiver's account, in the provider's word.</summary>
    [Id(3)] public required string Kind { get; init; }

    /// <summary>The receiver's account there.</summary>
    [Id(4)] public required string Account { get; init; }

    /// <summary>What the receiver is to the merchant, in the provider's word; null where it wants none.</summary>
    [Id(5)] public string? Relation { get; init; }

    /// <summary>The part in percent of what was paid and not refunded; null for a fixed amount.</summary>
    [Id(6), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Percent { get; init; }

    /// <summary>The part in the payment's currency; null for a percentage.</summary>
    [Id(7), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Amount { get; init; }

    /// <summary>Why, for the receiver.</summary>
    [Id(8)] public required string Description { get; init; }

    /// <summary>Whether it counts.</summary>
    [Id(9)] public required bool IsEnabled { get; init; }

    /// <summary>When it was written.</summary>
    [Id(10)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [Id(11)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
