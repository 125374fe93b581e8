using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Transfers;

namespace Payments.Chains.Evm;

/// <summary>A node of an EVM chain by JSON-RPC: ERC-20 transfers from logs, the chain's coin from blocks.</summary>
internal sealed class EvmNode(ChainOptions options, RpcNode rpc) : IChainNode
{
    private readonly EvmBatchReader batches = new(options);
    private readonly EvmTestimony testimony = new(options);
    private readonly NodeExam exam = new(options);

    public Task<long> GetChainIdAsync(CancellationToken cancellationToken) => rpc.AskAsync(EvmFacts.ChainIdAsync, cancellationToken);

    public Task ExamineAsync(CancellationToken cancellationToken) => exam.PassAsync(rpc, cancellationToken);

    public Task<long> GetHeadAsync(CancellationToken cancellationToken) =>
        rpc.AskAsync(async eth => EvmQuantity.Number(await eth.Blocks.GetBlockNumber.SendRequestAsync()), cancellationToken);

    public async Task<long> GetFinalAsync(CancellationToken cancellationToken)
    {
        var finalized = new BlockParameter();
        finalized.SetValue(BlockParameter.BlockParameterType.finalized);
        return (await BlockAsync(finalized, cancellationToken)).Number;
    }

    public Task<BlockRef> GetBlockAsync(long number, CancellationToken cancellationToken) => BlockAsync(new BlockParameter(new HexBigInteger(number)), cancellationToken);

    public Task<BlockBatch> ReadAsync(long from, long to, IAddressSet watched, CancellationToken cancellationToken) => batches.ReadAsync(rpc, from, to, (EvmAddressSet)watched, cancellationToken);

    public Task<FoundTransaction?> FindAsync(string transaction, CancellationToken cancellationToken) =>
        EvmTransactions.FindAsync(rpc, transaction, cancellationToken);

    public Task<bool> SharesAsync(IReadOnlyList<BlockDoubt> doubts, CancellationToken cancellationToken) => EvmBatchReader.KnowsNothingAsync(rpc, doubts, cancellationToken);

    public Task<IReadOnlyList<Transfer>> LookAgainAsync(IReadOnlyList<SeenBlock> blocks, IReadOnlySet<TransferId> known, IAddressSet watched, CancellationToken cancellationToken) =>
        batches.LookAgainAsync(rpc, blocks, known, (EvmAddressSet)watched, cancellationToken);

    public Task<IReadOnlyList<Testimony>> TestifyAsync(IReadOnlyList<Transfer> transfers, Func<IAddressSet> createAddressSet, CancellationToken cancellationToken) =>
        testimony.ReadAsync(rpc, transfers, cancellationToken);

    public Task<NetworkFacts> GetFactsAsync(CancellationToken cancellationToken) => EvmFacts.ReadAsync(rpc, cancellationToken);

    private Task<BlockRef> BlockAsync(BlockParameter which, CancellationToken cancellationToken) =>
        rpc.AskAsync(async eth => EvmBlock.Of(await eth.Blocks.GetBlockWithTransactionsHashesByNumber.SendRequestAsync(which)), cancellationToken);
}
