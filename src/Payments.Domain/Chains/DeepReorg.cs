using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Identity;

namespace Payments.Domain.Chains;

/// <summary>
/// A reorganisation that took back blocks which counted as final, or went below the window. It is kept, and alarms, until its payments
/// are back or an operator acknowledges it.
/// </summary>
[GenerateSerializer, Immutable, Alias("deep-reorg")]
public sealed record DeepReorg
{
    /// <summary>When it was followed.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>The last block that had been read.</summary>
    [Id(1)] public required long From { get; init; }

    /// <summary>The block that reading went back to.</summary>
    [Id(2)] public required long Ancestor { get; init; }

    /// <summary>Orders that count a payment of a block that is gone although they are completed; the first hundred.</summary>
    [Id(3)] public required IReadOnlyList<OrderId> Orders { get; init; }

    /// <summary>
    /// Whether it went below the oldest block that is remembered, so that payments of older blocks must be checked by hand.
    /// </summary>
    [Id(4)] public bool IsBelowWindow { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
