using Orleans;
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
    [Id(10)] public long? EvmChainId { get; init; }

    /// <summary>Gas price in wei, on TRON the price of a unit of energy in sun, on Solana that of a unit of computing in millionths of a lamport, or null.</summary>
    [Id(11)] public UInt128? GasPrice { get; init; }

    /// <summary>Whether the node says it is still syncing.</summary>
    [Id(12)] public bool IsSyncing { get; init; }
}
