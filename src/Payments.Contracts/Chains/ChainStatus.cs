using Orleans;
using Payments.Domain.Chains;
using Payments.Domain.Identity;

namespace Payments.Contracts.Chains;

/// <summary>A chain as its watcher sees it.</summary>
[GenerateSerializer, Immutable, Alias("chain-status")]
public sealed record ChainStatus
{
    /// <summary>The chain.</summary>
    [Id(0)] public required ChainId Chain { get; init; }

    /// <summary>The newest block that a node reported, or null before the first answer.</summary>
    [Id(1)] public long? Head { get; init; }

    /// <summary>The last block whose transfers were all accepted.</summary>
    [Id(2)] public long? Cursor { get; init; }

    /// <summary>The newest block that counts as final.</summary>
    [Id(3)] public long? FinalBlock { get; init; }

    /// <summary>The time of the cursor's block.</summary>
    [Id(4)] public DateTimeOffset? CursorTime { get; init; }

    /// <summary>Confirmations needed; null where the chain itself says what is final.</summary>
    [Id(5)] public int? Confirmations { get; init; }

    /// <summary>When the last round ended well.</summary>
    [Id(6)] public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>Why the last round failed, or null.</summary>
    [Id(7)] public string? LastError { get; init; }

    /// <summary>The chain's nodes.</summary>
    [Id(8)] public IReadOnlyList<NodeStatus> Nodes { get; init; } = [];

    /// <summary>How many reorgs were followed since the watcher was activated.</summary>
    [Id(9)] public int Reorgs { get; init; }

    /// <summary>The chain's number, an EIP-155 id, or TRON's, Solana's, Bitcoin's, or null before the first answer.</summary>
    [Id(10)] public long? ChainNumber { get; init; }

    // 11 and 12 are spent.

    /// <summary>Whether the node says that it is catching up; null before the first answer, and where its protocol does not tell.</summary>
    [Id(13)] public bool? IsSyncing { get; init; }

    /// <summary>When <see cref="Head"/> was read.</summary>
    [Id(14)] public DateTimeOffset? HeadAt { get; init; }

    /// <summary>What the chain charges, the price that matters most first; what a node did not tell is left out.</summary>
    [Id(15)] public IReadOnlyList<FeePrice> Fees { get; init; } = [];

    /// <summary>When <see cref="Fees"/> and <see cref="IsSyncing"/> were read; null before the first answer.</summary>
    [Id(16)] public DateTimeOffset? FeesAt { get; init; }

    /// <summary>Why a price is missing or old, in words of ours that repeat nothing of a node's; null where none is.</summary>
    [Id(17)] public string? MissingFee { get; init; }

    /// <summary>What is wrong and needs an operator, in words of ours that name no node and no order; empty while nothing is.</summary>
    [Id(18)] public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Payments in final blocks that wait for a second node's word.</summary>
    [Id(19)] public int Unconfirmed { get; init; }

    /// <summary>Those of them on which nodes contradict each other.</summary>
    [Id(20)] public int Disputed { get; init; }

    /// <summary>Completed orders whose payment a deep reorganisation took back; the first hundred of each.</summary>
    [Id(21)] public IReadOnlyList<OrderId> Removed { get; init; } = [];

    /// <summary>Parts of blocks that no node could give in a readable form and that were left out, since the watcher was activated.</summary>
    [Id(22)] public int Unreadable { get; init; }

    /// <summary>Whether the work of blocks is checked; null on chains whose blocks prove none, and where the chain is off.</summary>
    [Id(23)] public bool? ChecksWork { get; init; }
}
