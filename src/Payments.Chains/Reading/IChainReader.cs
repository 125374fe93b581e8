using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Chains.Reading;

/// <summary>Reads one chain. It keeps no cursor: whoever asks decides which blocks.</summary>
public interface IChainReader
{
    /// <summary>The chain.</summary>
    ChainId Chain { get; }

    /// <summary>The chain's settings.</summary>
    ChainOptions Options { get; }

    /// <summary>The chain's nodes, for operators.</summary>
    IReadOnlyList<NodeHealth> Nodes { get; }

    /// <summary>Looks at what waits for a block, or null where nothing waits long enough to be looked at.</summary>
    IMempoolReader? Mempool => null;

    /// <summary>An empty set of addresses in the form that this chain matches fastest.</summary>
    IAddressSet CreateAddressSet();

    /// <summary>The newest block, and the newest that counts as final.</summary>
    /// <exception cref="ChainReadException">No node answers.</exception>
    Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken);

    /// <summary>One block's name and parent.</summary>
    /// <exception cref="ChainReadException">No node has it.</exception>
    Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>Whether any node has a block. Where one has, those that have another there are set aside.</summary>
    /// <param name="number">The block's height.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    async Task<bool> KnowsAsync(long number, string hash, CancellationToken cancellationToken) =>
        (await GetBlockAsync(number, cancellationToken)).Hash == hash;

    /// <summary>All successful transfers of known tokens to watched addresses in a range of blocks, both ends included, as one node sees them.</summary>
    /// <remarks>A reader may stop before the end, when its nodes do not let it go on; it returns at least the first block, and only blocks that were read whole.</remarks>
    /// <exception cref="ChainReadException">No node gives a whole and consistent answer; nothing of the range may be used.</exception>
    Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken);

    /// <summary>
    /// A transaction by its name (<see cref="ChainCatalog.TryParseTransaction"/>), from the first node that knows of it; null where those
    /// that answered know of none. Nodes that fail are not left alone for it.
    /// </summary>
    /// <exception cref="ChainReadException">No node answers.</exception>
    Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken);

    /// <summary>
    /// One block for who looks at something in it: by the same examination as <see cref="ReadAsync"/>, but nodes that fail are not left
    /// alone for it, so that who looks at an old block holds up nobody's payment.
    /// </summary>
    /// <exception cref="ChainReadException">No node gives the block.</exception>
    Task<BlockBatch> PeekAsync(long number, IAddressSet watched, CancellationToken cancellationToken) =>
        ReadAsync(number, number, watched, cancellationToken);

    /// <summary>Whether blocks need a second look before they are final, because a node may leave out a payment for a moment unnoticed.</summary>
    bool LooksTwice => false;

    /// <summary>Looks a second time at blocks that were read, more cheaply than the first time.</summary>
    /// <param name="blocks">Blocks in order, as they were given for a second look.</param>
    /// <param name="known">The transfers that were found in them. Others are returned; these may be.</param>
    /// <param name="watched">The watched addresses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">No node answers, or a block was replaced meanwhile; the blocks must be looked at again.</exception>
    Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Transfer>>([]);

    /// <summary>Asks nodes again for transfers in final blocks, before they complete an order. A node that fails delays the verdict and does not end the call.</summary>
    /// <param name="transfers">The transfers as they were read.</param>
    /// <param name="bySecond">Whether two nodes must tell the same, where the chain has two; else one is enough.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A verdict for each transfer, in their order.</returns>
    Task<IReadOnlyList<Verdict>> VerifyAsync(IReadOnlyList<Transfer> transfers, bool bySecond, CancellationToken cancellationToken);

    /// <summary>What operators and payers want to know beside the head. A node that does not tell what transactions cost is no failure.</summary>
    /// <exception cref="ChainReadException">No node answers, or none of this chain.</exception>
    Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken);
}
