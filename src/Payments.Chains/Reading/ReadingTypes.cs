using System.Numerics;
using Payments.Domain.Chains;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Reading;

/// <summary>A block's name.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="ParentHash">The hash of the block before it.</param>
/// <param name="Time">The block's own time.</param>
public sealed record BlockRef(long Number, string Hash, string ParentHash, DateTimeOffset Time)
{
    /// <summary>How many hashes it takes on average to make such a block, where that was checked; zero elsewhere.</summary>
    public BigInteger Work { get; init; }

    /// <summary>A transfer in this block.</summary>
    /// <param name="token">What was moved.</param>
    /// <param name="transaction">The transaction as the chain prints it.</param>
    /// <param name="index">The transfer's place in it, as <see cref="TransferId"/> has it.</param>
    /// <param name="units">Atomic units.</param>
    /// <param name="from">Who sent it, in canonical form; empty where the chain has no sender.</param>
    /// <param name="to">Who received it, in canonical form.</param>
    internal Transfer Transfer(TokenInfo token, string transaction, string index, UInt128 units, string from, string to) => new()
    {
        Id = TransferId.Of(token.Chain, transaction, index),
        Chain = token.Chain,
        Token = token.Symbol,
        Units = units,
        From = from,
        To = to,
        Transaction = transaction,
        Block = Number,
        BlockHash = Hash,
        BlockTime = Time,
    };
}

/// <summary>How far a chain is.</summary>
/// <param name="Number">The newest block.</param>
/// <param name="FinalNumber">The newest block that counts as final by the chain's settings; negative while there is none.</param>
public sealed record ChainHead(long Number, long FinalNumber);

/// <summary>A range of blocks that link to each other, and what they brought.</summary>
/// <param name="Blocks">The blocks, in order.</param>
/// <param name="Transfers">Transfers to watched addresses, in the order of the chain.</param>
public sealed record BlockBatch(IReadOnlyList<BlockRef> Blocks, IReadOnlyList<Transfer> Transfers)
{
    /// <summary>The blocks for a second look before they are final; empty where the blocks prove by themselves that they are whole.</summary>
    public IReadOnlyList<SeenBlock> Seen { get; init; } = [];

    /// <summary>What could not be read and is left out, in words of ours. Such a batch is believed only where no node gives a better one.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>What another node should be asked about before this is believed.</summary>
    internal IReadOnlyList<BlockDoubt> Doubts { get; init; } = [];
}

/// <summary>What operators and payers want to know.</summary>
/// <param name="ChainId">EIP-155 id; the numbers of TRON, Solana and the Bitcoin family likewise.</param>
/// <param name="IsSyncing">Whether the node says that it is catching up; null where its protocol does not tell.</param>
/// <param name="Fees">What the chain charges at present, the price that matters most first. A price that the node did not tell is left out.</param>
/// <param name="MissingFee">Why a price is left out, in words of ours that repeat nothing of the node's; null where none is.</param>
public sealed record NetworkFacts(long ChainId, bool? IsSyncing, IReadOnlyList<FeePrice> Fees, string? MissingFee)
{
    /// <summary>The reason where the node does not answer the question.</summary>
    public const string Refused = "the node does not tell what transactions cost";
}

/// <summary>One node, for operators.</summary>
/// <param name="Url">Its address with whatever may be a key masked.</param>
/// <param name="IsHealthy">Whether it has not failed since it last succeeded. One that is tried again after a rest is unhealthy until it succeeds.</param>
/// <param name="Head">The newest block it reported.</param>
/// <param name="LatencyMs">Latency of its last answer.</param>
/// <param name="LastError">Its last failure, or null.</param>
/// <param name="BackOffUntil">Until when it is left alone, or null.</param>
public sealed record NodeHealth(string Url, bool IsHealthy, long? Head, int? LatencyMs, string? LastError, DateTimeOffset? BackOffUntil)
{
    /// <summary>
    /// Why the node is set aside: another node contradicts it, it serves another chain, or its chain has less work. Null for no reason.
    /// </summary>
    public string? SetAside { get; init; }
}
