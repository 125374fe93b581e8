using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>A block with its transactions.</summary>
public interface IEthGetBlockWithTransactionsByNumber
{
    /// <summary>Asks by a number or a name; null when the node does not have it.</summary>
    Task<BlockWithTransactions?> SendRequestAsync(BlockParameter blockParameter, object? id = null);

    /// <summary>Asks by a number; null when the node does not have it.</summary>
    Task<BlockWithTransactions?> SendRequestAsync(HexBigInteger number, object? id = null);
}
