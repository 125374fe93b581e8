using Nethereum.Hex.HexTypes;
using Nethereum.RPC;
using Nethereum.RPC.Eth.DTOs;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Evm;

/// <summary>What a node must show before it is believed: that it answers all that reading will ask of it.</summary>
/// <remarks>One that serves no logs, as many public ones do, would look healthy until the others fail and it is needed.</remarks>
internal sealed class NodeExam(ChainOptions options)
{
    /// <summary>Blocks below the head that are asked about: behind a balancer not every node has the newest.</summary>
    private const int Depth = 5;

    private readonly string[] contracts = [.. options.Contracts.Select(token => token.Contract!)];

    /// <summary>Asks a node for everything once.</summary>
    /// <exception cref="ChainReadException">It failed, and why.</exception>
    public Task PassAsync(RpcNode node, CancellationToken cancellationToken) => node.AskAsync(async eth =>
    {
        var head = EvmQuantity.Number(await eth.Blocks.GetBlockNumber.SendRequestAsync());
        var number = new HexBigInteger(Math.Max(0, head - Depth));
        var read = await eth.Blocks.GetBlockWithTransactionsByNumber.SendRequestAsync(number);
        var block = EvmBlock.Of(read);
        await CheckLogsAsync(eth, number, block);
        if (read?.Transactions is not { } transactions) throw new ChainReadException("a block without transactions");
        // The first one: chains put transactions of their own, of which some nodes keep no receipt, at the end.
        if (transactions is [var first, ..]) await CheckReceiptAsync(eth, first, block);
        return block;
    }, cancellationToken);

    private async Task CheckLogsAsync(IEthApiService eth, HexBigInteger number, BlockRef block)
    {
        // A filter without addresses would be one for all of them.
        if (contracts.Length == 0) return;
        var filter = new NewFilterInput
        {
            FromBlock = new BlockParameter(number),
            ToBlock = new BlockParameter(number),
            Address = contracts,
            Topics = [EvmBatchReader.TransferTopic],
        };
        var logs = await eth.Filters.GetLogs.SendRequestAsync(filter) ?? throw new ChainReadException("eth_getLogs gave no list");
        foreach (var log in logs)
            if (EvmHex.Hash(EvmHex.Digits(log.BlockHash), "blockHash") != block.Hash) throw new ChainReadException("a log of another block than the one asked for");
    }

    private static async Task CheckReceiptAsync(IEthApiService eth, Transaction transaction, BlockRef block)
    {
        var receipt = await eth.Transactions.GetTransactionReceipt.SendRequestAsync(EvmHex.Hash(EvmHex.Digits(transaction.TransactionHash), "hash"));
        if (receipt is null) throw new ChainReadException("the node does not have a receipt of its own block");
        if (EvmHex.Hash(EvmHex.Digits(receipt.BlockHash), "blockHash") != block.Hash) throw new ChainReadException("a receipt of another block than its transaction's");
    }
}
