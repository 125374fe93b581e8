using System.Buffers.Binary;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Solana;

/// <summary>A node of Solana by JSON-RPC, slot by slot: coins and tokens from what accounts had before and after each transaction.</summary>
internal sealed class SolanaNode(ChainOptions options, RpcNode rpc) : IChainNode
{
    private readonly SolanaMints mints = new(options);
    private readonly SolanaBatchReader batches = new(options);

    /// <summary>A chain's number is the beginning of its first block's hash.</summary>
    public async Task<long> GetChainIdAsync(CancellationToken cancellationToken)
    {
        var answers = await rpc.CallAsync([new RpcCall("getGenesisHash")], cancellationToken);
        return BinaryPrimitives.ReadUInt32BigEndian(SolanaAddress.Decode(answers[0].GetString()!));
    }

    public Task ExamineAsync(CancellationToken cancellationToken) => mints.ExamineAsync(rpc, cancellationToken);

    public Task<long> GetHeadAsync(CancellationToken cancellationToken) => SolanaQuestions.SlotAsync(rpc, SolanaQuestions.Confirmed, cancellationToken);

    public Task<long> GetFinalAsync(CancellationToken cancellationToken) => SolanaQuestions.SlotAsync(rpc, SolanaQuestions.Finalized, cancellationToken);

    /// <summary>A slot that was skipped has the name of the block before it.</summary>
    public async Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken)
    {
        if (await SolanaQuestions.HeaderAsync(rpc, number, cancellationToken) is { } block)
            return (block.Time is null ? block.After(await SolanaQuestions.ParentAsync(rpc, block, cancellationToken)) : block).Name;
        if (await SolanaQuestions.NextSlotAsync(rpc, number, cancellationToken) is not { } slot || slot == number ||
            await SolanaQuestions.HeaderAsync(rpc, slot, cancellationToken) is not { } next || next.ParentSlot >= number)
            throw new ChainReadException($"the node does not have block {number}");
        return (await SolanaQuestions.ParentAsync(rpc, next, cancellationToken)).Skipped(number);
    }

    public Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken) => batches.ReadAsync(rpc, from, to, (SolanaAddressSet)watched, cancellationToken);

    public Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken) =>
        SolanaTransactions.FindAsync(rpc, transaction, cancellationToken);

    public Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken) =>
        batches.LookAgainAsync(rpc, blocks, (SolanaAddressSet)watched, cancellationToken);

    public Task<bool> SharesAsync(IReadOnlyList<BlockDoubt> doubts, CancellationToken cancellationToken) =>
        SolanaBatchReader.KnowsNothingAsync(rpc, doubts, cancellationToken);

    public Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken) => SolanaFacts.ReadAsync(rpc, options.ChainNumber, cancellationToken);
}
