using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Risk;

/// <summary>A list of subjects. Its items lie in a table, in editions: a list that is written turns from one to the next at once.</summary>
[GenerateSerializer, Immutable, Alias("risk-list")]
public sealed record RiskList
{
    /// <summary>16 hex digits, unique in the installation.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>What its items are.</summary>
    [Id(2)] public required RiskSubject Subject { get; init; }

    /// <summary>The edition in force; 0 is the empty one that a list begins with.</summary>
    [Id(3)] public long Edition { get; init; }

    /// <summary>How many items that has.</summary>
    [Id(4)] public int Items { get; init; }

    /// <summary>When it was last written.</summary>
    [Id(5)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
