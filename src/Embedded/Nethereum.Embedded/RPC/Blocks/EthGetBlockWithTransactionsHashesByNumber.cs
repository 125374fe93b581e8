using Nethereum.Hex.HexTypes;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Blocks;

/// <summary>A block with its transactions' hashes.</summary>
public class EthGetBlockWithTransactionsHashesByNumber(IClient client)
    : RpcRequestResponseHandler<BlockWithTransactionHashes>(client, nameof(ApiMethods.eth_getBlockByNumber)), IEthGetBlockWithTransactionsHashesByNumber
{
    /// <inheritdoc />
    public Task<BlockWithTransactionHashes?> SendRequestAsync(BlockParameter blockParameter, object? id = null)
    {
        ArgumentNullException.ThrowIfNull(blockParameter);
        return base.SendRequestAsync(id, blockParameter, false);
    }

    /// <inheritdoc />
    public Task<BlockWithTransactionHashes?> SendRequestAsync(HexBigInteger number, object? id = null)
    {
        ArgumentNullException.ThrowIfNull(number);
        return base.SendRequestAsync(id, number, false);
    }
}
