using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>Asks a method that takes parameters.</summary>
public class RpcRequestResponseHandler<TResponse>(IClient client, string methodName) : IRpcRequestHandler<TResponse>
{
    private readonly RpcRequestBuilder builder = new(methodName);

    /// <summary>Who asks.</summary>
    public IClient Client { get; } = client;

    /// <summary>A question of this method.</summary>
    public RpcRequest BuildRequest(object? id, params object[] paramList) => builder.BuildRequest(id, paramList);

    /// <inheritdoc />
    public virtual TResponse? DecodeResponse(RpcResponseMessage rpcResponseMessage)
    {
        try
        {
            return Client.DecodeResult<TResponse>(rpcResponseMessage);
        }
        catch (FormatException exception)
        {
            throw new RpcResponseFormatException("Invalid format found in RPC response", exception);
        }
    }

    /// <summary>Asks.</summary>
    protected Task<TResponse?> SendRequestAsync(object? id, params object[] paramList) => Client.SendRequestAsync<TResponse>(BuildRequest(id, paramList));
}
