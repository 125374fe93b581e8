using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>One JSON-RPC node over HTTP.</summary>
internal sealed class RpcNode(NodeTransport transport)
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 64 };

    /// <summary>Asks several questions in one request. The answers come in the order of the questions; any may be an error.</summary>
    /// <exception cref="ChainReadException">The node did not answer all of them.</exception>
    public Task<RpcAnswers> CallAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken) =>
        SendAsync(calls, body => RpcAnswers.Read(JsonDocument.Parse(body, Depth), calls), cancellationToken);

    /// <summary>Asks one question and returns the answer's bytes, whatever they say.</summary>
    /// <exception cref="ChainReadException">The node did not answer it.</exception>
    public Task<ReadOnlyMemory<byte>> AskAsync(RpcCall call, CancellationToken cancellationToken) => SendAsync([call], body => body, cancellationToken);

    private async Task<T> SendAsync<T>(IReadOnlyList<RpcCall> calls, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        using var request = NodeTransport.Post(transport.Url, RpcCall.Write(calls));
        return await transport.SendAsync(request, reply => reply.IsSuccess
            ? read(reply.Body)
            : throw new ChainReadException($"HTTP {(int)reply.Status}") { RetryAfter = reply.RetryAfter, IsTooMuch = reply.MayBeTooMuch }, cancellationToken);
    }
}
