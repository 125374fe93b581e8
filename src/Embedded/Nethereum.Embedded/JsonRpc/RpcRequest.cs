namespace Nethereum.JsonRpc.Client;

/// <summary>A question.</summary>
public class RpcRequest(object id, string method, params object[] parameterList)
{
    /// <summary>Its id: a number or a text.</summary>
    public object Id { get; set; } = id;

    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The parameters, in their order.</summary>
    public object[] RawParameters { get; } = parameterList;
}
