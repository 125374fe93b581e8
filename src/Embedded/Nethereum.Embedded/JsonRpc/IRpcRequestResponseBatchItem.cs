using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>One question of a batch, and its answer.</summary>
public interface IRpcRequestResponseBatchItem
{
    /// <summary>The question.</summary>
    RpcRequestMessage RpcRequestMessage { get; }

    /// <summary>Takes the answer in.</summary>
    void DecodeResponse(RpcResponseMessage rpcResponse);
}
