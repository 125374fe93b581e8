namespace Nethereum.JsonRpc.Client;

/// <summary>An error that a node answered with.</summary>
public class RpcError(int code, string message, object? data = null)
{
    /// <summary>The node's code.</summary>
    public int Code { get; } = code;

    /// <summary>The node's words, and the method.</summary>
    public string Message { get; } = message;

    /// <summary>Whatever the node added, or null.</summary>
    public object? Data { get; } = data;
}
