using Nethereum.Hex.HexTypes;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;
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
    private readonly NodeExam exam = new(options);
    private readonly HashSet<RpcNode> examined = [];
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
            await pool.ProbeAsync(node => BelievedAsync(node, _ => node.AskAsync(NumberAsync, cancellationToken), cancellationToken));
        }
        return await RunAsync(node => node.AskAsync(eth => ReadHeadAsync(node, eth), cancellationToken), canAskLess: false, cancellationToken);
    }

    private async Task<ChainHead> ReadHeadAsync(RpcNode node, IEthApiService eth)
    {
        var number = await NumberAsync(eth);
        pool.Report(node, number);
        if (pool.HighestHead is { } highest && number < highest - ToleratedLag)
            throw new ChainReadException($"the node is {highest - number} blocks behind the others");
        var final = options.Confirmations is { } confirmations ? number - confirmations + 1 : EvmBlock.Of(await eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(Finalized())).Number;
        return new ChainHead(number, Math.Min(final, number));
    }

    private static async Task<long> NumberAsync(IEthApiService eth) => EvmQuantity.Number(await eth.Blocks.GetBlockNumber.SendRequestAsync());

    private static BlockParameter Finalized()
    {
        var finalized = new BlockParameter();
        finalized.SetValue(BlockParameter.BlockParameterType.finalized);
        return finalized;
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => RunAsync(node => node.AskAsync(async eth =>
    {
        var block = EvmBlock.Of(await eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(new HexBigInteger(number)));
        return block.Number == number ? block : throw new ChainReadException($"block {number} was asked for and {block.Number} answered");
    }, cancellationToken), canAskLess: false, cancellationToken);

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

    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => RunAsync(node => node.AskAsync(async eth => new NetworkFacts(
        await exam.CheckChainAsync(eth),
        EvmQuantity.Wei(await eth.GasPrice.SendRequestAsync()),
        (await eth.Syncing.SendRequestAsync()).IsSyncing), cancellationToken), canAskLess: false, cancellationToken);

    private Task<T> RunAsync<T>(Func<RpcNode, Task<T>> body, bool canAskLess, CancellationToken cancellationToken) =>
        pool.RunAsync(node => BelievedAsync(node, body, cancellationToken), canAskLess, cancellationToken);

    private async Task<T> BelievedAsync<T>(RpcNode node, Func<RpcNode, Task<T>> body, CancellationToken cancellationToken)
    {
        try
        {
            await ExamineAsync(node, cancellationToken);
            return await body(node);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ChainReadException("an answer of an unknown shape", exception);
        }
    }

    /// <summary>Each node is examined once before it is believed.</summary>
    private async Task ExamineAsync(RpcNode node, CancellationToken cancellationToken)
    {
        lock (gate)
            if (examined.Contains(node)) return;
        try
        {
            await exam.PassAsync(node, cancellationToken);
        }
        catch (ChainReadException exception) when (exception.IsTooMuch)
        {
            // There are no smaller questions than these.
            throw new ChainReadException(exception.Message, exception) { RetryAfter = exception.RetryAfter };
        }
        lock (gate) examined.Add(node);
    }
}
