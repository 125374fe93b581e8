using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>A block with its transactions.</summary>
public class EthGetBlockWithTransactionsByNumber(IClient client)
    : RpcRequestResponseHandler<BlockWithTransactions>(client, nameof(ApiMethods.eth_getBlockByNumber)), IEthGetBlockWithTransactionsByNumber
{
    /// <inheritdoc />
    public Task<BlockWithTransactions?> SendRequestAsync(BlockParameter blockParameter, object? id = null)
    {
        ArgumentNullException.ThrowIfNull(blockParameter);
        return base.SendRequestAsync(id, blockParameter, true);
    }

    /// <inheritdoc />
    public Task<BlockWithTransactions?> SendRequestAsync(HexBigInteger number, object? id = null)
    {
        ArgumentNullException.ThrowIfNull(number);
        return base.SendRequestAsync(id, number, true);
    }
}
