using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>A provider at which a merchant has an account of its own, and the ways to pay there that its payers are offered.</summary>
[GenerateSerializer, Immutable, Alias("merchant-provider")]
public sealed record MerchantProvider
{
    /// <summary>The provider's name.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>The names of the ways to pay that are on, in the order in which payers see them; none where the account is off.</summary>
    [Id(1)] public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
