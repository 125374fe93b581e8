namespace Nethereum.JsonRpc.Client;

/// <summary>Asks a node by JSON-RPC 2.0.</summary>
public interface IClient : IBaseClient
{
    /// <summary>Asks several questions in one request; the answers are put into the batch's items.</summary>
    /// <exception cref="RpcResponseBatchException">The node answered some with an error.</exception>
    Task<RpcRequestResponseBatch> SendBatchRequestAsync(RpcRequestResponseBatch rpcRequestResponseBatch);

    /// <summary>Asks a question.</summary>
    /// <returns>The result; null for JSON null.</returns>
    /// <exception cref="RpcResponseException">The node answered with an error.</exception>
    /// <exception cref="RpcResponseFormatException">The result has the right shape and cannot be read.</exception>
    Task<T?> SendRequestAsync<T>(RpcRequest request, string? route = null);
}
