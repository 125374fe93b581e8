namespace Nethereum.JsonRpc.Client;

/// <summary>Makes questions of one method.</summary>
public class RpcRequestBuilder(string methodName)
{
    /// <summary>The id of a question that was given none.</summary>
    private const int DefaultRequestId = 1;

    /// <summary>The method.</summary>
    public string MethodName { get; } = methodName;

    /// <summary>A question with parameters.</summary>
    public virtual RpcRequest BuildRequest(object? id, params object[] paramList) => new(id ?? DefaultRequestId, MethodName, paramList);
}
