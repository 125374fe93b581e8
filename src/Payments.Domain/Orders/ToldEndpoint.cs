using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Orders;

/// <summary>What an order has told one of its merchant's webhook endpoints.</summary>
[GenerateSerializer, Immutable, Alias("told-endpoint")]
public sealed record ToldEndpoint
{
    /// <summary>The endpoint.</summary>
    [Id(0)] public required string Endpoint { get; init; }

    /// <summary>The newest event's number within the order, which the next one follows.</summary>
    [Id(1)] public required int Number { get; init; }

    /// <summary>How many there were.</summary>
    [Id(2)] public required int Count { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
