using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;

namespace Payments.Domain.Rates;

/// <summary>What is stored of a rate: the last good reading and the configured value.</summary>
[GenerateSerializer, Immutable, Alias("rate-state")]
public sealed record RateState
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>Price of one token by the last good reading.</summary>
    [Id(1), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Price { get; init; }

    /// <summary>Its source.</summary>
    [Id(2)] public string? Source { get; init; }

    /// <summary>When it held.</summary>
    [Id(3)] public DateTimeOffset? At { get; init; }

    /// <summary>The rate that an operator set, used when no source answers.</summary>
    [Id(4), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? Configured { get; init; }

    /// <summary>When it was set.</summary>
    [Id(5)] public DateTimeOffset? ConfiguredAt { get; init; }

    /// <summary>The newest entry of the audit log about it; null before an operator set its price.</summary>
    [Id(6)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The last good reading, or null.</summary>
    [JsonIgnore]
    public PriceReading? Reading => Price is { } price && At is { } at && Source is { } source ? new PriceReading(price, at, source) : null;
}
