using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>How well a webhook endpoint hears. Changed only by <see cref="EndpointHealthRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("endpoint-health")]
public sealed record EndpointHealth
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>Attempts since the last that was heard; all of them failed.</summary>
    [Id(1)] public int Failures { get; init; }

    /// <summary>When the first of those failed; null while there are none.</summary>
    [Id(2)] public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When the last of those failed.</summary>
    [Id(3)] public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Why.</summary>
    [Id(4)] public string? Error { get; init; }

    /// <summary>When it heard last, as far as that was stored: after a failure, and once an hour.</summary>
    [Id(5)] public DateTimeOffset? HeardAt { get; init; }

    /// <summary>When it was told last that a callback is given up.</summary>
    [Id(6)] public DateTimeOffset? ExhaustionToldAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
