namespace Nethereum.JsonRpc.Client.RpcMessages;

/// <summary>An answer as it came.</summary>
public class RpcResponseMessage
{
    /// <summary>An answer that is an error.</summary>
    public RpcResponseMessage(object? id, RpcError error) => (Id, Error) = (id, error);

    /// <summary>An answer with a result: null, a text, a number, a truth value, an array, or a dictionary of these.</summary>
    public RpcResponseMessage(object? id, object? result) => (Id, Result) = (id, result);

    /// <summary>The id of its question.</summary>
    public object? Id { get; set; }

    /// <summary>The result.</summary>
    public object? Result { get; }

    /// <summary>The error, or null.</summary>
    public RpcError? Error { get; set; }

    /// <summary>Whether it is an error.</summary>
    public bool HasError => Error is not null;
}
