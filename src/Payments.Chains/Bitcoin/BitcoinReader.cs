using System.Globalization;
using System.Text.Json;
using NBitcoin;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Tokens;
using Payments.Domain.Transfers;

namespace Payments.Chains.Bitcoin;

/// <summary>Reads a chain of the Bitcoin family block by block: a payment is an output to a watched address.</summary>
internal sealed class BitcoinReader(BitcoinCoin coin, ChainOptions options, HttpClient http, TimeProvider time) : IChainReader
{
    /// <summary>A node so far behind the others is not asked for the head. A new block reaches all of them within seconds.</summary>
    private const int ToleratedLag = 2;

    /// <summary>How often every node is asked for its head.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    private readonly NodePool<BitcoinNode> pool = new(options.Rpc.Select(url => new BitcoinNode(url, coin, options, http, time)), node => node.MaskedUrl, time);
    private readonly Network network = coin.NetworkOf(options);
    private readonly TokenInfo token = options.Tokens.Values.Single();
    private readonly int confirmations = options.Confirmations ?? throw new InvalidOperationException($"Setting Chains:{options.Chain}:Confirmations is not valid: expected a number.");
    private DateTimeOffset probedAt = DateTimeOffset.MinValue;

    public ChainId Chain => options.Chain;

    public ChainOptions Options => options;

    public IReadOnlyList<NodeHealth> Nodes => pool.Health;

    public IAddressSet CreateAddressSet() => new BitcoinAddressSet(network);

    public async Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        if (pool.HasSeveral && time.GetUtcNow() - probedAt >= ProbeInterval)
        {
            probedAt = time.GetUtcNow();
            await pool.ProbeAsync(node => BelievedAsync(() => HeadOfAsync(node, cancellationToken)));
        }
        return await RunAsync(async node =>
        {
            var newest = await HeadOfAsync(node, cancellationToken);
            pool.Report(node, newest);
            if (pool.HighestHead is { } highest && newest < highest - ToleratedLag)
                throw new ChainReadException($"the node is {highest - newest} blocks behind the others");
            return new ChainHead(newest, confirmations == 0 ? newest : newest - confirmations + 1);
        }, cancellationToken);
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => RunAsync(node => node.GetBlockAsync(number, cancellationToken), cancellationToken);

    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        var set = (BitcoinAddressSet)watched;
        var blocks = new List<BlockRef>();
        var transfers = new List<Transfer>();
        for (var number = from; number <= to; number++)
        {
            (BlockRef Name, List<FoundOutput> Outputs) read;
            try
            {
                read = await RunAsync(node => node.ReadAsync(number, set, cancellationToken), cancellationToken);
            }
            catch (ChainReadException) when (blocks.Count > 0)
            {
                // What was read whole is worth keeping.
                break;
            }
            if (blocks.Count > 0 && read.Name.ParentHash != blocks[^1].Hash)
                throw new ChainReadException($"block {number} does not follow the one read before it: the chain changed while it was read");
            blocks.Add(read.Name);
            transfers.AddRange(read.Outputs.Select(output => Of(read.Name, output)));
        }
        return new BlockBatch(blocks, transfers);
    }

    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => RunAsync(async node =>
    {
        var (feeRate, isSyncing) = await (await node.ConnectAsync(cancellationToken)).GetFactsAsync(cancellationToken);
        return new NetworkFacts(options.EvmChainId, feeRate, isSyncing);
    }, cancellationToken);

    private static async Task<long> HeadOfAsync(BitcoinNode node, CancellationToken cancellationToken) =>
        await (await node.ConnectAsync(cancellationToken)).GetHeadAsync(cancellationToken);

    /// <summary>A transaction spends outputs of possibly many people, so its transfers have no sender.</summary>
    private Transfer Of(BlockRef block, FoundOutput output) => new()
    {
        Id = TransferId.Of(options.Chain, output.Transaction, output.Index.ToString(CultureInfo.InvariantCulture)),
        Chain = options.Chain,
        Token = token.Symbol,
        Units = output.Units,
        From = "",
        To = Script.FromBytesUnsafe(output.Script).GetDestinationAddress(network)!.ToString(),
        Transaction = output.Transaction,
        Block = block.Number,
        BlockHash = block.Hash,
        BlockTime = block.Time,
    };

    private Task<T> RunAsync<T>(Func<BitcoinNode, Task<T>> body, CancellationToken cancellationToken) =>
        pool.RunAsync(node => BelievedAsync(() => body(node)), canAskLess: false, cancellationToken);

    private static async Task<T> BelievedAsync<T>(Func<Task<T>> body)
    {
        try
        {
            return await body();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException or KeyNotFoundException)
        {
            throw new ChainReadException("an answer of an unknown shape", exception);
        }
    }
}
