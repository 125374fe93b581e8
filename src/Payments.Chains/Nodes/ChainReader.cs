using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Chains.Nodes;

/// <summary>Reads a chain by its nodes: whichever can, in pieces as large as they let through.</summary>
internal sealed class ChainReader : IChainReader
{
    private readonly Func<IAddressSet> createAddressSet;
    private readonly NodeLimits limits;
    private readonly NodePool pool;
    private readonly BelievedNodes nodes;
    private readonly Witnesses witnesses;
    private int span;

    /// <summary>Reads a chain.</summary>
    /// <param name="options">The chain.</param>
    /// <param name="limits">How its nodes are asked.</param>
    /// <param name="nodes">
    /// The nodes with their masked URLs and the number of connections that were opened to each, in order of preference.
    /// </param>
    /// <param name="createAddressSet">Makes a set of the kind that the nodes look addresses up in.</param>
    /// <param name="time">The clock.</param>
    public ChainReader(
        ChainOptions options, NodeLimits limits, IEnumerable<(string Url, Func<int> Connections, IChainNode Node)> nodes,
        Func<IAddressSet> createAddressSet, TimeProvider time)
    {
        Options = options;
        this.limits = limits;
        this.createAddressSet = createAddressSet;
        (string, Func<int>, IChainNode Node)[] all = [.. nodes];
        pool = new NodePool(all, time);
        this.nodes = new BelievedNodes(options, pool, limits.ToleratedLag, time);
        witnesses = new Witnesses(options, pool, this.nodes, createAddressSet);
        LooksTwice = !all.All(node => node.Node.ProvesBlocks);
        if (all.All(node => node.Node is IMempoolNode)) Mempool = new MempoolReader(this.nodes);
        span = limits.WidestSpan;
    }

    public ChainId Chain => Options.Chain;

    public ChainOptions Options { get; }

    public IReadOnlyList<NodeHealth> Nodes => pool.Health;

    public IMempoolReader? Mempool { get; }

    public bool LooksTwice { get; }

    public IAddressSet CreateAddressSet() => createAddressSet();

    public Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken) => nodes.GetHeadAsync(cancellationToken);

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => nodes.RunAsync(async node =>
    {
        var block = await node.GetBlockAsync(number, cancellationToken);
        return block.Number == number ? block : throw new ChainReadException($"block {number} was asked for and {block.Number} answered");
    }, canAskLess: false, cancellationToken);

    public async Task<bool> KnowsAsync(long number, string hash, CancellationToken cancellationToken)
    {
        var knows = false;
        var others = new List<IChainNode>();
        await pool.AskInTurnAsync(node => nodes.AskAsync(node, async it =>
        {
            if ((await it.GetBlockAsync(number, cancellationToken)).Hash == hash) return knows = true;
            others.Add(it);
            return false;
        }, cancellationToken), () => knows, cancellationToken);
        if (!knows) return false;
        var reason = $"it has another block {number} than the one that was read, which another node has";
        foreach (var other in others) pool.SetAside(other, reason);
        return true;
    }

    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        var blocks = new List<BlockRef>();
        var transfers = new List<Transfer>();
        var seen = new List<SeenBlock>();
        var unreadable = new List<string>();
        for (var next = from; next <= to;)
        {
            var (first, last) = (next, Math.Min(to, next + span - 1));
            var canAskLess = limits.AsksInRanges && last > first;
            BlockBatch part;
            try
            {
                part = await nodes.ReadAsync(first, last, watched, transfers, canAskLess, cancellationToken);
            }
            catch (ChainReadException exception) when (exception.IsTooMuch && canAskLess)
            {
                // Whatever a node says when a range is too large, a smaller one is the answer.
                span = Math.Max(1, (int)(last - first + 1) / 2);
                continue;
            }
            catch (ChainReadException)
            {
                // Nodes that limit their callers would never let a long range through: the next one is shorter, and what was read whole is kept.
                span = Math.Max(1, span / 2);
                if (blocks.Count == 0) throw;
                break;
            }
            if (blocks.Count > 0 && part.Blocks[0].ParentHash != blocks[^1].Hash)
                throw new ChainReadException($"block {first} does not follow the one read before it: the chain changed while it was read");
            blocks.AddRange(part.Blocks);
            transfers.AddRange(part.Transfers);
            seen.AddRange(part.Seen);
            unreadable.AddRange(part.Unreadable);
            if (span < limits.WidestSpan) span++;
            next = blocks[^1].Number + 1;
        }
        return new BlockBatch(blocks, transfers) { Seen = seen, Unreadable = unreadable };
    }

    public Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken) => pool.AskAsideAsync(
        node => nodes.AskAsync(node, it => it.FindAsync(transaction, cancellationToken), cancellationToken),
        static found => found.Block is not null, cancellationToken);

    public async Task<BlockBatch> PeekAsync(long number, IAddressSet watched, CancellationToken cancellationToken) =>
        await pool.AskAsideAsync<BlockBatch>(
            async node => await nodes.AskAsync(node, it => it.ReadAsync(number, number, watched, cancellationToken), cancellationToken),
            static read => read.Unreadable.Count == 0, cancellationToken)
        ?? throw new ChainReadException($"no node tells of block {number}");

    public Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken) =>
        nodes.RunAsync(node => node.LookAgainAsync(blocks, known, watched, cancellationToken), canAskLess: false, cancellationToken);

    public Task<IReadOnlyList<Verdict>> VerifyAsync(IReadOnlyList<Transfer> transfers, bool bySecond, CancellationToken cancellationToken) =>
        witnesses.HearAsync(transfers, bySecond, cancellationToken);

    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => nodes.RunAsync(async node =>
    {
        var facts = await node.GetFactsAsync(cancellationToken);
        nodes.Expect(node, facts.ChainId);
        return facts;
    }, canAskLess: false, cancellationToken);
}
