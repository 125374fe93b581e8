using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Providers;

/// <summary>A merchant's account at a payment provider as stored: no setting in the clear.</summary>
[GenerateSerializer, Immutable, Alias("provider-state")]
public sealed record ProviderState
{
    /// <summary>The purpose under which settings are sealed; the owner is the grain's key.</summary>
    public const string Purpose = "provider-settings";

    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The merchant.</summary>
    [Id(1)] public required MerchantId Merchant { get; init; }

    /// <summary>The provider's name.</summary>
    [Id(2)] public required string Provider { get; init; }

    /// <summary>All settings as a JSON object of texts, sealed under the master key.</summary>
    [Id(3)] public required string SealedSettings { get; init; }

    /// <summary>The settings before them, sealed as they are, while a change overlaps; null otherwise.</summary>
    [Id(4)] public string? SealedFormerSettings { get; init; }

    /// <summary>Until when the former ones still verify notices.</summary>
    [Id(5)] public DateTimeOffset? FormerUntil { get; init; }

    /// <summary>First saving.</summary>
    [Id(6)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last saving.</summary>
    [Id(7)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
