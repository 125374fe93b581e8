using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Merchants;

/// <summary>One of a merchant's API keys as stored: never the key itself.</summary>
/// <remarks>No field is called <c>hash</c>: the dashboard shows fields of that name.</remarks>
[GenerateSerializer, Immutable, Alias("api-key")]
public sealed record ApiKey
{
    /// <summary>The key's id, unique within the merchant: <see cref="ApiKeyRules.FirstId"/>, or 16 hex digits.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The merchant's own name for it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Lower-case hex SHA-256 of the key.</summary>
    [Id(2)] public required string KeyHash { get; init; }

    /// <summary>What it may do.</summary>
    [Id(3)] public required KeyScopes Scopes { get; init; }

    /// <summary>The networks that it may be used from, as CIDR blocks with commas between; null for everywhere.</summary>
    [Id(4)] public string? Network { get; init; }

    /// <summary>When it was made.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last seen in use, to within <see cref="ApiKeyRules.UseRest"/>; null for never.</summary>
    [Id(6)] public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address, or the IPv6 network, that it was last used from; null where that is not known.</summary>
    [Id(7)] public string? LastUsedFrom { get; init; }

    /// <summary>The hash of the key that the last roll replaced, which works until <see cref="FormerUntil"/>.</summary>
    [Id(8)] public string? FormerKeyHash { get; init; }

    /// <summary>The end of the replaced key.</summary>
    [Id(9)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>When the key was last replaced; null for never.</summary>
    [Id(10)] public DateTimeOffset? RolledAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
