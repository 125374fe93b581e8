using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>One question of a batch, and its answer.</summary>
public class RpcRequestResponseBatchItem<TRequestHandler, TResponse>(TRequestHandler requestHandler, RpcRequest rpcRequest) : IRpcRequestResponseBatchItem
    where TRequestHandler : IRpcRequestHandler<TResponse>
{
    /// <inheritdoc />
    public RpcRequestMessage RpcRequestMessage { get; } = new(rpcRequest.Id, rpcRequest.Method, rpcRequest.RawParameters);

    /// <summary>The result; null when there is none, the node answered with an error, or the result could not be read.</summary>
    public TResponse? Response { get; private set; }

    /// <inheritdoc />
    public virtual void DecodeResponse(RpcResponseMessage rpcResponse)
    {
        if (rpcResponse.HasError) return;
        try
        {
            Response = requestHandler.DecodeResponse(rpcResponse);
        }
        catch (Exception)
        {
            // One answer that cannot be read does not take the others away.
            Response = default;
        }
    }
}
