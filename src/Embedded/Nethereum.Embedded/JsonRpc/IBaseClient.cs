using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>What every client can do with an answer.</summary>
public interface IBaseClient
{
    /// <summary>An answer's result in the type that was asked for; null for JSON null.</summary>
    T? DecodeResult<T>(RpcResponseMessage rpcResponseMessage);
}
