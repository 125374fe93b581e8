using System.Globalization;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Chains.Tron;

/// <summary>Reads TRON by the HTTP API of its full nodes: coins from blocks, TRC-20 transfers from the logs of their transactions.</summary>
internal sealed class TronReader(ChainOptions options, HttpClient http, TimeProvider time) : IChainReader
{
    /// <summary>A node so far behind the others is not asked for the head.</summary>
    private const int ToleratedLag = 5;

    /// <summary>Blocks of one question at most, as java-tron has it.</summary>
    private const int RangeLimit = 100;

    private const string Header = """{"detail":false}""";

    /// <summary>How often every node is asked for its head.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    /// <summary>A newest block of that age says that the node is not up to date: one comes every three seconds.</summary>
    private static readonly TimeSpan SyncingAge = TimeSpan.FromMinutes(1);

    private readonly NodePool<TronNode> pool = new(
        options.Rpc.Select((url, index) => new TronNode(url, options.ApiKeyOf(index), http, options.Timeout, time)), node => node.MaskedUrl, time);

    private readonly TronBatchReader batches = new(options);
    private readonly HashSet<TronNode> checkedNodes = [];
    private readonly Lock gate = new();
    private readonly int widest = Math.Min(options.BatchBlocks, RangeLimit);
    private int span = Math.Min(options.BatchBlocks, RangeLimit);
    private DateTimeOffset probedAt = DateTimeOffset.MinValue;

    public ChainId Chain => options.Chain;

    public ChainOptions Options => options;

    public IReadOnlyList<NodeHealth> Nodes => pool.Health;

    public IAddressSet CreateAddressSet() => new TronAddressSet();

    public async Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        if (pool.HasSeveral && time.GetUtcNow() - probedAt >= ProbeInterval)
        {
            probedAt = time.GetUtcNow();
            await pool.ProbeAsync(node => BelievedAsync(node, async _ => (await NewestAsync(node, cancellationToken)).Number, cancellationToken));
        }
        return await RunAsync(node => ReadHeadAsync(node, cancellationToken), canAskLess: false, cancellationToken);
    }

    private async Task<ChainHead> ReadHeadAsync(TronNode node, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(node, cancellationToken);
        pool.Report(node, newest.Number);
        if (pool.HighestHead is { } highest && newest.Number < highest - ToleratedLag)
            throw new ChainReadException($"the node is {highest - newest.Number} blocks behind the others");
        var final = options.Confirmations is { } confirmations
            ? newest.Number - confirmations + 1
            : (await BlockAsync(node, "walletsolidity/getblock", Header, cancellationToken)).Number;
        return new ChainHead(newest.Number, Math.Min(final, newest.Number));
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => RunAsync(node => BlockAsync(node, number, cancellationToken), canAskLess: false, cancellationToken);

    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        var set = (TronAddressSet)watched;
        var blocks = new List<BlockRef>();
        var transfers = new List<Transfer>();
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
                span = Math.Max(1, (int)(last - first + 1) / 2);
                continue;
            }
            catch (ChainReadException)
            {
                // A node that limits its callers would never let a long range through: the next one is shorter, and what was read whole is kept.
                span = Math.Max(1, span / 2);
                if (blocks.Count == 0) throw;
                break;
            }
            if (blocks.Count > 0 && part.Blocks[0].ParentHash != blocks[^1].Hash)
                throw new ChainReadException($"block {first} does not follow the one read before it: the chain changed while it was read");
            blocks.AddRange(part.Blocks);
            transfers.AddRange(part.Transfers);
            if (span < widest) span++;
            first = last + 1;
        }
        return new BlockBatch(blocks, transfers);
    }

    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => RunAsync(async node =>
    {
        var newest = await NewestAsync(node, cancellationToken);
        var parameters = await node.AskAsync("wallet/getchainparameters", "{}", cancellationToken);
        return new NetworkFacts(options.EvmChainId, EnergyFee(parameters), time.GetUtcNow() - newest.Time > SyncingAge);
    }, canAskLess: false, cancellationToken);

    private Task<T> RunAsync<T>(Func<TronNode, Task<T>> body, bool canAskLess, CancellationToken cancellationToken) =>
        pool.RunAsync(node => BelievedAsync(node, body, cancellationToken), canAskLess, cancellationToken);

    private async Task<T> BelievedAsync<T>(TronNode node, Func<TronNode, Task<T>> body, CancellationToken cancellationToken)
    {
        try
        {
            await CheckChainAsync(node, cancellationToken);
            return await body(node);
        }
        catch (JsonException exception)
        {
            throw new ChainReadException("the answer is no JSON, or was cut off", exception) { IsTooMuch = true };
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ChainReadException("an answer of an unknown shape", exception);
        }
    }

    /// <summary>A node of a test net would credit worthless money, so each is asked once before it is believed: a chain's number is the end of its first block's id.</summary>
    private async Task CheckChainAsync(TronNode node, CancellationToken cancellationToken)
    {
        lock (gate)
            if (checkedNodes.Contains(node)) return;
        var genesis = await BlockAsync(node, 0, cancellationToken);
        var reported = long.Parse(genesis.Hash.AsSpan(genesis.Hash.Length - 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (reported != options.EvmChainId)
            throw new ChainReadException($"the node serves chain id {reported}, and {options.Chain} is {options.EvmChainId}") { RetryAfter = TimeSpan.FromMinutes(10) };
        lock (gate) checkedNodes.Add(node);
    }

    private static Task<BlockRef> NewestAsync(TronNode node, CancellationToken cancellationToken) => BlockAsync(node, "wallet/getblock", Header, cancellationToken);

    private static async Task<BlockRef> BlockAsync(TronNode node, long number, CancellationToken cancellationToken)
    {
        var block = await BlockAsync(node, "wallet/getblock", $$"""{"id_or_num":"{{number}}","detail":false}""", cancellationToken);
        return block.Number == number ? block : throw new ChainReadException($"block {number} was asked for and {block.Number} answered");
    }

    private static async Task<BlockRef> BlockAsync(TronNode node, string path, string question, CancellationToken cancellationToken)
    {
        try
        {
            return TronBlockParser.ReadOne(await node.AskAsync(path, question, cancellationToken))?.Name ?? throw new ChainReadException("the node does not have the block");
        }
        catch (ChainReadException exception) when (exception.IsTooMuch)
        {
            // There is no smaller question than this.
            throw new ChainReadException(exception.Message, exception) { RetryAfter = exception.RetryAfter };
        }
    }

    /// <summary>The price of a unit of energy in sun.</summary>
    private static UInt128 EnergyFee(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        foreach (var parameter in document.RootElement.GetProperty("chainParameter").EnumerateArray())
            if (parameter.GetProperty("key").ValueEquals("getEnergyFee"u8)) return (UInt128)parameter.GetProperty("value").GetInt64();
        throw new ChainReadException("chain parameters without getEnergyFee");
    }
}
