using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Orders;

/// <summary>That a person, and no payment, decided what became of an order.</summary>
[GenerateSerializer, Immutable, Alias("manual-mark")]
public sealed record ManualMark
{
    /// <summary>When.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>What was decided.</summary>
    [Id(1)] public required ManualDecision Decision { get; init; }

    /// <summary>Why, in that person's words; at most <see cref="OrderRules.ReasonLimit"/> characters.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>What may be decided by hand. Numbers are append-only; in storage the camelCase name is used.</summary>
[GenerateSerializer, Alias("manual-decision")]
public enum ManualDecision
{
    /// <summary>It was paid outside of the chain and is completed.</summary>
    Completed = 0,

    /// <summary>It takes no money any more and is closed, whatever came.</summary>
    Refused = 1,
}
