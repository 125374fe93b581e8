using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>A client without its transport: errors and results are read here, messages are sent by whoever derives from it.</summary>
public abstract class ClientBase : IClient
{
    /// <inheritdoc />
    public async Task<T?> SendRequestAsync<T>(RpcRequest request, string? route = null)
    {
        var response = await SendAsync(new RpcRequestMessage(request.Id, request.Method, request.RawParameters), route).ConfigureAwait(false);
        HandleRpcError(response, request.Method);
        try
        {
            return DecodeResult<T>(response);
        }
        catch (FormatException exception)
        {
            throw new RpcResponseFormatException("Invalid format found in RPC response", exception);
        }
    }

    /// <inheritdoc />
    public virtual async Task<RpcRequestResponseBatch> SendBatchRequestAsync(RpcRequestResponseBatch rpcRequestResponseBatch)
    {
        rpcRequestResponseBatch.UpdateBatchItemResponses(await SendAsync(rpcRequestResponseBatch.GetRpcRequests()).ConfigureAwait(false));
        return rpcRequestResponseBatch;
    }

    /// <inheritdoc />
    public virtual T? DecodeResult<T>(RpcResponseMessage rpcResponseMessage) => rpcResponseMessage.GetResult<T>();

    /// <summary>Throws what the node answered if it is an error.</summary>
    protected void HandleRpcError(RpcResponseMessage response, string reqMsg)
    {
        if (response.HasError) throw new RpcResponseException(new RpcError(response.Error!.Code, $"{response.Error.Message}: {reqMsg}"));
    }

    /// <summary>Sends one message and returns its answer.</summary>
    public abstract Task<RpcResponseMessage> SendAsync(RpcRequestMessage rpcRequestMessage, string? route = null);

    /// <summary>Sends several messages in one request and returns their answers, in any order.</summary>
    protected abstract Task<RpcResponseMessage[]> SendAsync(RpcRequestMessage[] requests);
}
