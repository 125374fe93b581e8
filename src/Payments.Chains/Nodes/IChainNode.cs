using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>One node of a chain, in the words of the chain's own protocol. <see cref="ChainReader"/> does what is alike on all chains: it chooses the node, examines it and walks ranges.</summary>
/// <remarks>Every method throws <see cref="ChainReadException"/> where the node does not answer, or answers what does not fit together.</remarks>
internal interface IChainNode
{
    /// <summary>The number of the chain that it serves.</summary>
    Task<long> GetChainIdAsync(CancellationToken cancellationToken);

    /// <summary>What it must show once, beside its chain, before it is believed.</summary>
    Task ExamineAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The height of its newest block.</summary>
    Task<long> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>The height of the newest block that the chain itself calls final.</summary>
    Task<long> GetFinalAsync(CancellationToken cancellationToken);

    /// <summary>One block's name and parent.</summary>
    Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>The transfers of a range of blocks, both ends included. It may stop before the end and returns at least the first block.</summary>
    Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken);

    /// <summary>
    /// A transaction by its name, in the form that the chain prints; null where the node has none of that name. That it knows of none says
    /// little: nodes forget, and some keep no index.
    /// </summary>
    Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken);

    /// <summary>Whether this node, too, knows of nothing where another one told nothing. Only nodes whose blocks leave doubts are asked.</summary>
    Task<bool> SharesAsync(IReadOnlyList<BlockDoubt> doubts, CancellationToken cancellationToken) => throw new NotSupportedException("Blocks of this chain leave no doubts.");

    /// <summary>Whether a block proves by itself that no transaction was left out, so that a second look is of no use.</summary>
    bool ProvesBlocks => false;

    /// <summary>
    /// Whether its blocks prove the work that went into them (<see cref="BlockRef.Work"/>), so that of two chains the one with more counts.
    /// </summary>
    bool ProvesWork => false;

    /// <summary>See <see cref="IChainReader.LookAgainAsync"/>.</summary>
    Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Transfer>>([]);

    /// <summary>What this node says of transfers that were read from some node, in their order.</summary>
    /// <param name="transfers">Transfers in blocks up to this node's newest.</param>
    /// <param name="createAddressSet">Makes an empty set of addresses in this chain's form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Testimony>> TestifyAsync(IReadOnlyList<Transfer> transfers, Func<IAddressSet> createAddressSet, CancellationToken cancellationToken) =>
        BlockTestimony.ReadAsync(this, transfers, createAddressSet, cancellationToken);

    /// <summary>What operators and payers want to know. A node that does not tell what transactions cost is no failure.</summary>
    Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken);
}

/// <summary>How nodes of a chain are asked.</summary>
/// <param name="ToleratedLag">A node that is more blocks than this behind the others does not tell the head.</param>
/// <param name="WidestSpan">Blocks of one question at most; fewer after a failure.</param>
/// <param name="AsksInRanges">Whether a span is one question, which a node may find too large, and not several small ones.</param>
internal readonly record struct NodeLimits(int ToleratedLag, int WidestSpan, bool AsksInRanges);
