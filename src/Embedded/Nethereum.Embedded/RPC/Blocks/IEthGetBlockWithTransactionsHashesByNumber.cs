using Nethereum.Hex.HexTypes;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>A block with its transactions' hashes.</summary>
public interface IEthGetBlockWithTransactionsHashesByNumber
{
    /// <summary>Asks by a number or a name; null when the node does not have it.</summary>
    Task<BlockWithTransactionHashes?> SendRequestAsync(BlockParameter blockParameter, object? id = null);

    /// <summary>Asks by a number; null when the node does not have it.</summary>
    Task<BlockWithTransactionHashes?> SendRequestAsync(HexBigInteger number, object? id = null);
}
