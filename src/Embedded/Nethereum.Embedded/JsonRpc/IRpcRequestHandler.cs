using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>Reads the answers of one method.</summary>
public interface IRpcRequestHandler<TResponse>
{
    /// <summary>An answer's result.</summary>
    TResponse? DecodeResponse(RpcResponseMessage rpcResponseMessage);
}
