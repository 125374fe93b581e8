using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Audit;

/// <summary>
/// The end of the chain of what operators did to things that have no chain of their own: rows that no grain owns, and work that they asked
/// for.
/// </summary>
[GenerateSerializer, Immutable, Alias("operator-log")]
public sealed record OperatorLog
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The newest entry.</summary>
    [Id(1)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
