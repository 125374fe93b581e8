using Nethereum.JsonRpc.Client.RpcMessages;

namespace Nethereum.JsonRpc.Client;

/// <summary>Questions that go out in one request.</summary>
public class RpcRequestResponseBatch
{
    /// <summary>The questions and their answers.</summary>
    public List<IRpcRequestResponseBatchItem> BatchItems { get; set; } = [];

    /// <summary>The questions as they are sent.</summary>
    public RpcRequestMessage[] GetRpcRequests() => [.. BatchItems.Select(item => item.RpcRequestMessage)];

    /// <summary>Gives each item its answer, by id.</summary>
    /// <exception cref="RpcResponseBatchException">The node answered some with an error.</exception>
    /// <exception cref="InvalidOperationException">An answer belongs to no question.</exception>
    public virtual void UpdateBatchItemResponses(IEnumerable<RpcResponseMessage> responses)
    {
        var errors = new List<RpcError>();
        foreach (var response in responses)
        {
            var item = BatchItems.First(candidate => Equals(candidate.RpcRequestMessage.Id.ToString(), response.Id?.ToString()));
            item.DecodeResponse(response);
            if (response.HasError) errors.Add(new RpcError(response.Error!.Code, $"{response.Error.Message}: {item.RpcRequestMessage.Method}"));
        }
        if (errors.Count > 0) throw new RpcResponseBatchException([.. errors]);
    }
}
