namespace Nethereum.RPC.Infrastructure;

/// <summary>Asks a method without parameters.</summary>
public interface IGenericRpcRequestResponseHandlerNoParam<TResponse>
{
    /// <summary>Asks; null when the node answered null.</summary>
    Task<TResponse?> SendRequestAsync(object? id = null);
}
