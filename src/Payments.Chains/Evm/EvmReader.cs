using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Identity;

namespace Payments.Chains.Evm;

/// <summary>Reads an EVM chain by JSON-RPC: ERC-20 transfers from logs, the chain's coin from blocks.</summary>
internal sealed class EvmReader(ChainOptions options, HttpClient http, TimeProvider time) : IChainReader
{
    /// <summary>A node so far behind the others is not asked for the head.</summary>
    private const int ToleratedLag = 5;

    /// <summary>How often every node is asked for its head.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    private readonly NodePool pool = new(options, http, time);
    private readonly EvmBatchReader batches = new(options);
    private readonly HashSet<RpcNode> checkedNodes = [];
    private readonly Lock gate = new();
    private int span = options.BatchBlocks;
    private DateTimeOffset probedAt = DateTimeOffset.MinValue;

    public ChainId Chain => options.Chain;

    public ChainOptions Options => options;

    public IReadOnlyList<NodeHealth> Nodes => pool.Health;

    public IAddressSet CreateAddressSet() => new EvmAddressSet();

    public async Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        if (pool.HasSeveral && time.GetUtcNow() - probedAt >= ProbeInterval)
        {
            probedAt = time.GetUtcNow();
            await pool.ProbeAsync(node => BelievedAsync(node, async _ =>
            {
                using var answers = await node.CallAsync([new RpcCall("eth_blockNumber")], cancellationToken);
                return EvmJson.Number(answers[0]);
            }, cancellationToken));
        }
        return await RunAsync(node => ReadHeadAsync(node, cancellationToken), canAskLess: false, cancellationToken);
    }

    private async Task<ChainHead> ReadHeadAsync(RpcNode node, CancellationToken cancellationToken)
    {
        var byTag = options.Confirmations is null;
        var head = new RpcCall("eth_blockNumber");
        using var answers = await node.CallAsync(byTag ? [head, new RpcCall("eth_getBlockByNumber", "finalized", false)] : [head], cancellationToken);
        var number = EvmJson.Number(answers[0]);
        pool.Report(node, number);
        if (pool.HighestHead is { } highest && number < highest - ToleratedLag)
            throw new ChainReadException($"the node is {highest - number} blocks behind the others");
        var final = byTag ? EvmJson.Number(answers[1], "number") : number - options.Confirmations!.Value + 1;
        return new ChainHead(number, Math.Min(final, number));
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => RunAsync(async node =>
    {
        using var answers = await node.CallAsync([new RpcCall("eth_getBlockByNumber", RpcCall.Quantity(number), false)], cancellationToken);
        var block = EvmJson.Block(answers[0]);
        return block.Number == number ? block : throw new ChainReadException($"block {number} was asked for and {block.Number} answered");
    }, canAskLess: false, cancellationToken);

    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        var set = (EvmAddressSet)watched;
        var blocks = new List<BlockRef>();
        var transfers = new List<Domain.Transfers.Transfer>();
        for (var first = from; first <= to;)
        {
            var last = Math.Min(to, first + span - 1);
            BlockBatch part;
            try
            {
                part = await RunAsync(node => batches.ReadAsync(node, first, last, set, cancellationToken), canAskLess: last > first, cancellationToken);
            }
            catch (ChainReadException exception) when (exception.IsTooMuch && last > first)
            {
                // Whatever a node says when a range is too large, a smaller one is the answer.
                span = Math.Max(1, (int)(last - first + 1) / 2);
                continue;
            }
            if (blocks.Count > 0 && part.Blocks[0].ParentHash != blocks[^1].Hash)
                throw new ChainReadException($"block {first} does not follow the one read before it: the chain changed while it was read");
            blocks.AddRange(part.Blocks);
            transfers.AddRange(part.Transfers);
            if (span < options.BatchBlocks) span++;
            first = last + 1;
        }
        return new BlockBatch(blocks, transfers);
    }

    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => RunAsync(async node =>
    {
        using var answers = await node.CallAsync([new RpcCall("eth_chainId"), new RpcCall("eth_gasPrice"), new RpcCall("eth_syncing")], cancellationToken);
        return new NetworkFacts(
            EvmJson.Number(answers[0]), EvmJson.Units(answers[1]) ?? 0, answers[2].ValueKind == System.Text.Json.JsonValueKind.Object);
    }, canAskLess: false, cancellationToken);

    private Task<T> RunAsync<T>(Func<RpcNode, Task<T>> body, bool canAskLess, CancellationToken cancellationToken) =>
        pool.RunAsync(node => BelievedAsync(node, body, cancellationToken), canAskLess, cancellationToken);

    private async Task<T> BelievedAsync<T>(RpcNode node, Func<RpcNode, Task<T>> body, CancellationToken cancellationToken)
    {
        try
        {
            await CheckChainAsync(node, cancellationToken);
            return await body(node);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ChainReadException("an answer of an unknown shape", exception);
        }
    }

    /// <summary>A node of another chain would credit worthless money, so each is asked once before it is believed.</summary>
    private async Task CheckChainAsync(RpcNode node, CancellationToken cancellationToken)
    {
        lock (gate)
            if (checkedNodes.Contains(node)) return;
        var reported = await ReadChainIdAsync(node, cancellationToken);
        if (reported != options.EvmChainId)
            throw new ChainReadException($"the node serves chain id {reported}, and {options.Chain} is {options.EvmChainId}") { RetryAfter = TimeSpan.FromMinutes(10) };
        lock (gate) checkedNodes.Add(node);
    }

    private static async Task<long> ReadChainIdAsync(RpcNode node, CancellationToken cancellationToken)
    {
        try
        {
            using var answers = await node.CallAsync([new RpcCall("eth_chainId")], cancellationToken);
            return EvmJson.Number(answers[0]);
        }
        catch (ChainReadException exception) when (exception.IsTooMuch)
        {
            // There is no smaller question than this.
            throw new ChainReadException(exception.Message, exception) { RetryAfter = exception.RetryAfter };
        }
    }
}
