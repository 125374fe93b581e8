using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Orders;

/// <summary>A callback that must still be handed to its delivery grain. Written with the transition that caused it.</summary>
[GenerateSerializer, Immutable, Alias("outbox-entry")]
public sealed record OutboxEntry
{
    /// <summary>The delivery's number, from 1; those of endpoints are counted apart.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The status the callback tells of.</summary>
    [Id(1)] public required OrderStatus Status { get; init; }

    /// <summary>The number of the callback before it to the same receiver; null for the first one.</summary>
    [Id(2)] public int? After { get; init; }

    /// <summary>The event that is told; null where it is the order's own callback.</summary>
    [Id(3)] public string? Event { get; init; }

    /// <summary>The merchant's endpoint that is told; null where it is the order's own callback address.</summary>
    [Id(4)] public string? Endpoint { get; init; }

    /// <summary>The number of the refund that the event is about; null where it is about none.</summary>
    [Id(23)] public int? Refund { get; init; }

    /// <summary>The number of the share that the event is about; null where it is about none.</summary>
    [Id(24)] public int? Share { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
