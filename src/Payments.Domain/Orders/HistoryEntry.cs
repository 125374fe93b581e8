using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Orders;

/// <summary>One line of an order's history, for people.</summary>
[GenerateSerializer, Immutable, Alias("history-entry")]
public sealed record HistoryEntry
{
    /// <summary>When.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>What happened, a past-tense word: <c>created</c>, <c>detected</c>, <c>expired</c> …</summary>
    [Id(1)] public required string Event { get; init; }

    /// <summary>Detail such as a transaction hash, or null.</summary>
    [Id(2)] public string? Note { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
