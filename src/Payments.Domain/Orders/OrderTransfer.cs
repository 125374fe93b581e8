using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Transfers;

namespace Payments.Domain.Orders;

/// <summary>A transfer that counts for an order.</summary>
[GenerateSerializer, Immutable, Alias("order-transfer")]
public sealed record OrderTransfer
{
    /// <summary>The transfer itself.</summary>
    [Id(0)] public required Transfer Transfer { get; init; }

    /// <summary>Whether its block is final.</summary>
    [Id(1)] public bool Confirmed { get; init; }

    /// <summary>Whether its block came after the order's expiry.</summary>
    [Id(2)] public bool Late { get; init; }

    /// <summary>Whether the merchant assigned it by hand.</summary>
    [Id(3)] public bool Assigned { get; init; }

    /// <summary>When it was first seen, where that was before its block's time: on its way, or in a block that was taken back since.</summary>
    [Id(4)] public DateTimeOffset? SeenAt { get; init; }

    /// <summary>When a deep reorganisation took back its block although that had been final; null once it is final in another block, and for all others.</summary>
    [Id(5)] public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>When it was made: by this it is in time or late.</summary>
    [JsonIgnore] public DateTimeOffset PaidAt => SeenAt ?? Transfer.When;
}
