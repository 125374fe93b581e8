namespace Nethereum.JsonRpc.Client;

/// <summary>An error that a node answered with.</summary>
public class RpcError(int code, string message)
{
    /// <summary>The node's code.</summary>
    public int Code { get; } = code;

    /// <summary>The node's words, and the method.</summary>
    public string Message { get; } = message;
}
