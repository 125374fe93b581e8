using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;

namespace Payments.Domain.Risk;

/// <summary>The rules and lists of a merchant, or of the installation. Changed only by <see cref="RiskBookRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("risk-book")]
public sealed record RiskBook
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>Rules in the order in which they were added.</summary>
    [Id(1)] public IReadOnlyList<RiskRule> Rules { get; init => field = value ?? []; } = [];

    /// <summary>Lists in the order in which they were added.</summary>
    [Id(2)] public IReadOnlyList<RiskList> Lists { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The newest entry of the audit log about it; null before an operator changed it. A merchant's rules are in the merchant's own log.
    /// </summary>
    [Id(3)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The list with this id, or null.</summary>
    public RiskList? FindList(string? id)
    {
        foreach (var list in Lists)
            if (list.Id == id) return list;
        return null;
    }

    /// <summary>The rule with this id, or null.</summary>
    public RiskRule? FindRule(string id) => Rules.FirstOrDefault(rule => rule.Id == id);
}
