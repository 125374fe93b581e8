namespace Nethereum.JsonRpc.Client.RpcMessages;

/// <summary>An error as it came.</summary>
public class RpcError
{
    /// <summary>The node's code.</summary>
    public int Code { get; set; }

    /// <summary>The node's words.</summary>
    public string? Message { get; set; }
}
