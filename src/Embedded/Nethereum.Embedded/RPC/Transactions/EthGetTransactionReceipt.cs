using Nethereum.Hex.HexConvertors.Extensions;
using Nethereum.JsonRpc.Client;
using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>What became of transactions.</summary>
public class EthGetTransactionReceipt(IClient client)
    : RpcRequestResponseHandler<TransactionReceipt>(client, nameof(ApiMethods.eth_getTransactionReceipt)), IEthGetTransactionReceipt
{
    /// <inheritdoc />
    public Task<TransactionReceipt?> SendRequestAsync(string transactionHash, object? id = null)
    {
        ArgumentNullException.ThrowIfNull(transactionHash);
        return base.SendRequestAsync(id, transactionHash.EnsureHexPrefix());
    }

    /// <inheritdoc />
    public async Task<List<TransactionReceipt?>> SendBatchRequestAsync(string[] transactionHashes)
    {
        var items = transactionHashes.Select((hash, index) =>
            new RpcRequestResponseBatchItem<EthGetTransactionReceipt, TransactionReceipt>(this, BuildRequest(index, hash.EnsureHexPrefix()))).ToArray();
        var batch = new RpcRequestResponseBatch();
        batch.BatchItems.AddRange(items);
        await Client.SendBatchRequestAsync(batch).ConfigureAwait(false);
        return [.. items.Select(item => item.Response)];
    }
}
