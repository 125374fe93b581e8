using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Risk;

/// <summary>A rule of a merchant or of the installation. What it needs by its measure is checked by <see cref="RiskRuleCheck"/>.</summary>
[GenerateSerializer, Immutable, Alias("risk-rule")]
public sealed record RiskRule
{
    /// <summary>16 hex digits, unique within its scope.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>What it looks at.</summary>
    [Id(2)] public required RiskSubject Subject { get; init; }

    /// <summary>What it measures.</summary>
    [Id(3)] public required RiskMeasure Measure { get; init; }

    /// <summary>What it does with the orders that it takes.</summary>
    [Id(4)] public required RiskOutcome Outcome { get; init; }

    /// <summary>Rules are read from low to high; at equal numbers the severest first.</summary>
    [Id(5)] public int Priority { get; init; }

    /// <summary>Whether it counts.</summary>
    [Id(6)] public required RiskRuleState State { get; init; }

    /// <summary>The list that the subject must be on; of other measures than membership null asks everybody.</summary>
    [Id(7)] public string? List { get; init; }

    /// <summary>The currency of the money measured; orders in others are not taken.</summary>
    [Id(8)] public string? Currency { get; init; }

    /// <summary>The rule takes what is above it: money in the currency, or a number of orders.</summary>
    [Id(9), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Limit { get; init; }

    /// <summary>How far back counts and sums look, in seconds.</summary>
    [Id(10)] public int? WindowSeconds { get; init; }

    /// <summary>When it was written.</summary>
    [Id(11)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    [Id(12)] public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Whether it measures over a window.</summary>
    [JsonIgnore] public bool IsVelocity => Measure is RiskMeasure.Count or RiskMeasure.Sum;

    /// <summary>How far back counts and sums look.</summary>
    [JsonIgnore] public TimeSpan Window => TimeSpan.FromSeconds(WindowSeconds ?? 0);
}
