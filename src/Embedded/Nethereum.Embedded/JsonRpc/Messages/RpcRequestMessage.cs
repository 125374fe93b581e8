namespace Nethereum.JsonRpc.Client.RpcMessages;

/// <summary>A question as it is sent.</summary>
public class RpcRequestMessage(object id, string method, params object[] parameterList)
{
    /// <summary>Its id.</summary>
    public object Id { get; set; } = id;

    /// <summary>The method.</summary>
    public string Method { get; } = method;

    /// <summary>The parameters: an array.</summary>
    public object RawParameters { get; } = parameterList;
}
