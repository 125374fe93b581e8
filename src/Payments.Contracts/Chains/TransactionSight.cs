using Orleans;
using Payments.Domain.Transfers;

namespace Payments.Contracts.Chains;

/// <summary>What a chain's nodes say of one transaction at this moment.</summary>
[GenerateSerializer, Immutable, Alias("transaction-sight")]
public sealed record TransactionSight
{
    /// <summary>Why nothing can be said, in words that name no node; null where something is.</summary>
    [Id(0)] public string? Failure { get; init; }

    /// <summary>Whether a node knows of it.</summary>
    [Id(1)] public bool IsKnown { get; init; }

    /// <summary>The height of its block; null while it waits for one.</summary>
    [Id(2)] public long? Block { get; init; }

    /// <summary>Whether it is in its block and moved nothing.</summary>
    [Id(3)] public bool HasFailed { get; init; }

    /// <summary>Addresses of this gateway that it pays by a node's account, and in what; nothing of it was examined.</summary>
    [Id(4)] public IReadOnlyList<PaidAddress> Paid { get; init; } = [];

    /// <summary>What its block, read as all blocks are, moves to them in tokens of the gateway's.</summary>
    [Id(5)] public IReadOnlyList<Transfer> Transfers { get; init; } = [];

    /// <summary>Blocks from its own to the newest, both included; zero while it has none.</summary>
    [Id(6)] public long Confirmations { get; init; }

    /// <summary>How many of them make it final; null where the chain itself says what is.</summary>
    [Id(7)] public int? Required { get; init; }

    /// <summary>Whether its block counts as final.</summary>
    [Id(8)] public bool IsFinal { get; init; }

    /// <summary>Whether the gateway has read the chain past its block.</summary>
    [Id(9)] public bool IsRead { get; init; }
}

/// <summary>An address of the gateway's that a transaction pays.</summary>
/// <param name="Address">The address in canonical form.</param>
/// <param name="Asset">The contract, mint or asset as the chain names it; null for the chain's coin.</param>
/// <param name="IsTaken">Whether that is one of the coins that the gateway takes on this chain.</param>
[GenerateSerializer, Immutable, Alias("paid-address")]
public readonly record struct PaidAddress(
    [property: Id(0)] string Address, [property: Id(1)] string? Asset, [property: Id(2)] bool IsTaken);
