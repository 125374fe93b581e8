using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Orders;

/// <summary>A chain on which an order has unconfirmed transfers, beside that of <see cref="Order.PendingChain"/>.</summary>
[GenerateSerializer, Immutable, Alias("pending-chain")]
public sealed record PendingChain
{
    /// <summary>The chain.</summary>
    [Id(0)] public required ChainId Chain { get; init; }

    /// <summary>The lowest block that holds one of them; the highest number there is while they were only sighted.</summary>
    [Id(1)] public required long Block { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
