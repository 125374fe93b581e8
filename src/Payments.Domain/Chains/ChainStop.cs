using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Chains;

/// <summary>
/// Reading stopped, because the nodes tell of another chain than the one that was read, from before the oldest block that is remembered.
/// It goes on when they tell of the chain that was read, or when an operator decides to follow theirs.
/// </summary>
[GenerateSerializer, Immutable, Alias("chain-stop")]
public sealed record ChainStop
{
    /// <summary>When that was seen.</summary>
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>Whether an operator decided to follow the nodes' chain.</summary>
    [Id(1)] public bool IsAdopted { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
