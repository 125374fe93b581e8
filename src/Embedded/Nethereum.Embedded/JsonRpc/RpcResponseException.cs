namespace Nethereum.JsonRpc.Client;

/// <summary>The node answered with an error.</summary>
public class RpcResponseException(RpcError rpcError) : Exception(rpcError.Message)
{
    /// <summary>The error.</summary>
    public RpcError RpcError { get; } = rpcError;
}

/// <summary>The node answered questions of a batch with errors.</summary>
public class RpcResponseBatchException(RpcError[] rpcErrors) : Exception($"Rpc batch exception, number of errors: {rpcErrors.Length}")
{
    /// <summary>The errors.</summary>
    public RpcError[] RpcErrors { get; } = rpcErrors;
}

/// <summary>A result could not be read.</summary>
public class RpcResponseFormatException(string message, FormatException innerException) : Exception(message, innerException);
