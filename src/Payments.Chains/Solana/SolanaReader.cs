using System.Buffers.Binary;
using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Identity;
using Payments.Domain.Transfers;

namespace Payments.Chains.Solana;

/// <summary>Reads Solana by JSON-RPC, slot by slot: coins and tokens from what accounts had before and after each transaction.</summary>
internal sealed class SolanaReader(ChainOptions options, HttpClient http, TimeProvider time) : IChainReader
{
    /// <summary>A node so many slots behind the others is not asked for the head: four seconds.</summary>
    private const int ToleratedLag = 10;

    /// <summary>Slots of which a node must give all blocks, or none counts; fewer after a failure.</summary>
    private const int WidestSpan = 8;

    /// <summary>How often every node is asked for its head.</summary>
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(15);

    private readonly NodePool pool = new(options, http, time);
    private readonly SolanaMints mints = new(options);
    private readonly SolanaBatchReader batches = new(options);
    private readonly HashSet<RpcNode> examined = [];
    private readonly Lock gate = new();
    private int span = WidestSpan;
    private DateTimeOffset probedAt = DateTimeOffset.MinValue;

    public ChainId Chain => options.Chain;

    public ChainOptions Options => options;

    public IReadOnlyList<NodeHealth> Nodes => pool.Health;

    public IAddressSet CreateAddressSet() => new SolanaAddressSet();

    public async Task<ChainHead> GetHeadAsync(CancellationToken cancellationToken)
    {
        if (pool.HasSeveral && time.GetUtcNow() - probedAt >= ProbeInterval)
        {
            probedAt = time.GetUtcNow();
            await pool.ProbeAsync(node => BelievedAsync(node, _ => SolanaNode.SlotAsync(node, SolanaNode.Confirmed, cancellationToken), cancellationToken));
        }
        return await RunAsync(node => ReadHeadAsync(node, cancellationToken), cancellationToken);
    }

    private async Task<ChainHead> ReadHeadAsync(RpcNode node, CancellationToken cancellationToken)
    {
        var newest = await SolanaNode.SlotAsync(node, SolanaNode.Confirmed, cancellationToken);
        pool.Report(node, newest);
        if (pool.HighestHead is { } highest && newest < highest - ToleratedLag) throw new ChainReadException($"the node is {highest - newest} slots behind the others");
        var final = options.Confirmations is { } confirmations ? newest - confirmations + 1 : await SolanaNode.SlotAsync(node, SolanaNode.Finalized, cancellationToken);
        return new ChainHead(newest, Math.Min(final, newest));
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => RunAsync(async node =>
    {
        if (await SolanaNode.HeaderAsync(node, number, cancellationToken) is { } block) return block.Name;
        if (await SolanaNode.NextSlotAsync(node, number, cancellationToken) is not { } slot || slot == number ||
            await SolanaNode.HeaderAsync(node, slot, cancellationToken) is not { } next || next.ParentSlot >= number)
            throw new ChainReadException($"the node does not have block {number}");
        return (await SolanaNode.ParentAsync(node, next, cancellationToken)).Skipped(number);
    }, cancellationToken);

    public async Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken)
    {
        var set = (SolanaAddressSet)watched;
        var blocks = new List<BlockRef>();
        var transfers = new List<Transfer>();
        for (var first = from; first <= to; first = blocks[^1].Number + 1)
        {
            BlockBatch part;
            try
            {
                part = await RunAsync(node => batches.ReadAsync(node, first, Math.Min(to, first + span - 1), set, cancellationToken), cancellationToken);
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
            if (span < WidestSpan) span++;
        }
        return new BlockBatch(blocks, transfers);
    }

    /// <summary>The price is what transactions lately paid for each unit of computing beside the fixed 5000 lamports for a signature.</summary>
    public Task<NetworkFacts> GetNetworkFactsAsync(CancellationToken cancellationToken) => RunAsync(async node =>
    {
        using var answers = await node.CallAsync([new RpcCall("getRecentPrioritizationFees")], cancellationToken);
        ulong[] fees = [.. answers[0].EnumerateArray().Select(slot => slot.GetProperty("prioritizationFee").GetUInt64()).Order()];
        using var health = await node.CallAsync([new RpcCall("getHealth")], cancellationToken);
        return new NetworkFacts(options.EvmChainId, fees.Length == 0 ? 0 : fees[fees.Length / 2], health.Refusal(0) is not null);
    }, cancellationToken);

    private Task<T> RunAsync<T>(Func<RpcNode, Task<T>> body, CancellationToken cancellationToken) =>
        pool.RunAsync(node => BelievedAsync(node, body, cancellationToken), canAskLess: false, cancellationToken);

    private async Task<T> BelievedAsync<T>(RpcNode node, Func<RpcNode, Task<T>> body, CancellationToken cancellationToken)
    {
        try
        {
            await ExamineAsync(node, cancellationToken);
            return await body(node);
        }
        catch (JsonException exception)
        {
            throw new ChainReadException("the answer is no JSON, or was cut off", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new ChainReadException("an answer of an unknown shape", exception);
        }
    }

    /// <summary>A node of a test net would credit worthless money, so each is asked once before it is believed: a chain's number is the beginning of its first block's hash.</summary>
    private async Task ExamineAsync(RpcNode node, CancellationToken cancellationToken)
    {
        lock (gate)
            if (examined.Contains(node)) return;
        using var answers = await node.CallAsync([new RpcCall("getGenesisHash")], cancellationToken);
        var reported = BinaryPrimitives.ReadUInt32BigEndian(SolanaAddress.Decode(answers[0].GetString()!));
        if (reported != options.EvmChainId)
            throw new ChainReadException($"the node serves chain id {reported}, and {options.Chain} is {options.EvmChainId}") { RetryAfter = TimeSpan.FromMinutes(10) };
        await mints.ExamineAsync(node, cancellationToken);
        lock (gate) examined.Add(node);
    }
}
