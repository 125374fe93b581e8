using Nethereum.RPC.Eth.Blocks;

namespace Nethereum.RPC.Eth.Services;

/// <summary>Questions about blocks.</summary>
public interface IEthApiBlockService
{
    /// <summary>The newest block's number.</summary>
    IEthBlockNumber GetBlockNumber { get; }

    /// <summary>A block with its transactions.</summary>
    IEthGetBlockWithTransactionsByNumber GetBlockWithTransactionsByNumber { get; }

    /// <summary>A block with its transactions' hashes.</summary>
    IEthGetBlockWithTransactionsHashesByNumber GetBlockWithTransactionsHashesByNumber { get; }
}
