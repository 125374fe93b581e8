using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;
using Payments.Domain.Audit;

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

    /// <summary>The newest block that a node told of when <see cref="SeenAt"/> was written; null in rows from before.</summary>
    [Id(4)] public long? Head { get; init; }

    /// <summary>
    /// When all blocks up to a node's head had been read last, by the gateway's clock; null in rows from before, and until that happened.
    /// </summary>
    [Id(5)] public DateTimeOffset? SeenAt { get; init; }

    /// <summary>
    /// By how much positions are above heights: reorganisations add what they took back, so that a position is never used twice.
    /// </summary>
    [Id(6)] public long Reverted { get; init; }

    /// <summary>Deep reorganisations that alarm, oldest first; null for none. At most sixteen, then the newest.</summary>
    [Id(7)] public IReadOnlyList<DeepReorg>? DeepReorgs { get; init; }

    /// <summary>Why the chain is not read on; null where it is.</summary>
    [Id(8)] public ChainStop? Stop { get; init; }

    /// <summary>The newest entry of the audit log about it; null before an operator decided about it.</summary>
    [Id(9)] public AuditMark? Audit { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The furthest position that was read or seen.</summary>
    [JsonIgnore] public long Position => PositionOf(Newest);

    /// <summary>The height of the newest block that was read or seen.</summary>
    [JsonIgnore] public long Newest => Math.Max(Cursor, Head ?? Cursor);

    /// <summary>
    /// Blocks beyond the cursor that are taken at a node's word; the highest that a lying node may name would leave no numbers for the
    /// others.
    /// </summary>
    private const long MostAhead = 10_000_000;

    /// <summary>The position of a block that is read now: heights, raised by all that reorganisations took back.</summary>
    public long PositionOf(long block) => block + Reverted;

    /// <summary>The cursor with a head that a node told of.</summary>
    public ChainCursor Seen(long head) => this with { Head = Math.Min(head, Cursor + MostAhead) };

    /// <summary>The cursor back at an ancestor. What is read from there has positions above all that were ever read or seen.</summary>
    public ChainCursor BackAt(long ancestor, string hash, DateTimeOffset stamp) => this with
    {
        Reverted = Position - ancestor,
        Head = ancestor,
        Cursor = ancestor,
        CursorTime = stamp < CursorTime ? stamp : CursorTime,
        Window = [.. Window.Where(mark => mark.Number < ancestor), new BlockMark { Number = ancestor, Hash = hash, Time = stamp }],
        Stop = null,
    };
}

/// <summary>A block that was read.</summary>
[GenerateSerializer, Immutable, Alias("block-mark")]
public sealed record BlockMark
{
    /// <summary>Its height.</summary>
    [Id(0)] public required long Number { get; init; }

    /// <summary>Its hash.</summary>
    [Id(1)] public required string Hash { get; init; }

    /// <summary>Its own time, as it is stamped; null in rows from before.</summary>
    [Id(2)] public DateTimeOffset? Time { get; init; }

    /// <summary>Fields that a newer version stored here, kept as they are; see docs/storage.md.</summary>
    [JsonExtensionData][field: NonSerialized] public IDictionary<string, JsonElement>? Unknown { get; set; }
}
