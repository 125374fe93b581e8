using Nethereum.JsonRpc.Client;

namespace Nethereum.RPC.Infrastructure;

/// <summary>Asks a method without parameters.</summary>
public class GenericRpcRequestResponseHandlerNoParam<TResponse>(IClient client, string methodName)
    : RpcRequestResponseHandler<TResponse>(client, methodName), IGenericRpcRequestResponseHandlerNoParam<TResponse>
{
    /// <inheritdoc />
    public Task<TResponse?> SendRequestAsync(object? id = null) => base.SendRequestAsync(id);
}
