using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace Payments.Domain.Chains;

/// <summary>How far a chain was read, as stored: everything up to the cursor was accepted.</summary>
[GenerateSerializer, Immutable, Alias("chain-cursor")]
public sealed record ChainCursor
{
    /// <summary>The version of this stored form.</summary>
    [Id(0), JsonPropertyName("v")] public int Version { get; init; } = 1;

    /// <summary>The last block whose transfers were all accepted.</summary>
    [Id(1)] public required long Cursor { get; init; }

    /// <summary>That block's time.</summary>
    [Id(2)] public required DateTimeOffset CursorTime { get; init; }

    /// <summary>The newest blocks, oldest first, the cursor's last: by them a reorg is told and followed back.</summary>
    [Id(3)] public required IReadOnlyList<BlockMark> Window { get; init; }

    /// <summary>Deep reorganisations that alarm, oldest first; null for none. At most sixteen, then the newest.</summary>
    [Id(4)] public IReadOnlyList<DeepReorg>? DeepReorgs { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A block that was read.</summary>
[GenerateSerializer, Immutable, Alias("block-mark")]
public sealed record BlockMark
{
    /// <summary>Its height.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>Its hash.</summary>
    [Id(1)] public required string Hash { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
