using Nethereum.RPC.Eth.DTOs;

namespace Nethereum.RPC.Eth.Transactions;

/// <summary>What became of transactions.</summary>
public interface IEthGetTransactionReceipt
{
    /// <summary>Asks for one; null when the node does not have it.</summary>
    Task<TransactionReceipt?> SendRequestAsync(string transactionHash, object? id = null);

    /// <summary>Asks for several in one request; null stands for each that the node does not have or that cannot be read.</summary>
    /// <exception cref="JsonRpc.Client.RpcResponseBatchException">The node answered some with an error.</exception>
    Task<List<TransactionReceipt?>> SendBatchRequestAsync(string[] transactionHashes);
}
