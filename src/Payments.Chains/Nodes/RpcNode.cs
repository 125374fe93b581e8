using System.Net;
using System.Text.Json;
using Payments.Chains.Reading;

namespace Payments.Chains.Nodes;

/// <summary>One JSON-RPC node over HTTP.</summary>
internal sealed class RpcNode(NodeTransport transport)
{
    /// <summary>Asks several questions in one request. The answers come in the order of the questions; any may be an error.</summary>
    /// <exception cref="ChainReadException">The node did not answer all of them.</exception>
    public Task<RpcAnswers<JsonElement>> CallAsync(IReadOnlyList<RpcCall> calls, CancellationToken cancellationToken) => CallAsync(calls, JsonElement.ParseValue, cancellationToken);

    /// <summary>Asks several questions in one request, and reads the results from the answer's bytes.</summary>
    /// <exception cref="ChainReadException">The node did not answer all of them.</exception>
    public Task<RpcAnswers<T>> CallAsync<T>(IReadOnlyList<RpcCall> calls, ResultReader<T> read, CancellationToken cancellationToken) =>
        SendAsync(calls, body => new RpcAnswers<T>(body, calls, read), cancellationToken);

    /// <summary>Asks one question and returns the answer's bytes, whatever they say.</summary>
    /// <exception cref="ChainReadException">The node did not answer it.</exception>
    public Task<ReadOnlyMemory<byte>> AskAsync(RpcCall call, CancellationToken cancellationToken) => SendAsync([call], body => body, cancellationToken);

    private async Task<T> SendAsync<T>(IReadOnlyList<RpcCall> calls, Func<ReadOnlyMemory<byte>, T> read, CancellationToken cancellationToken)
    {
        using var request = NodeTransport.Post(transport.Url, RpcCall.Write(calls));
        return await transport.SendAsync(request, reply =>
        {
            if (reply.IsSuccess) return read(reply.Body);
            if (RefusalIn(reply.Body, calls[0]) is not { } refusal) throw Refused(reply, "");
            return IsStatusOfAnswer(reply.Status) ? read(reply.Body) : throw Refused(reply, $", {refusal.Message} ({refusal.Code})");
        }, cancellationToken);
    }

    /// <summary>Nodes of the Bitcoin family answer errors with these, some others too; what else a status says is about who asks and how often, whatever comes with it.</summary>
    private static bool IsStatusOfAnswer(HttpStatusCode status) => status is HttpStatusCode.InternalServerError or HttpStatusCode.BadRequest or HttpStatusCode.NotFound;

    private static ChainReadException Refused(NodeReply reply, string words) => new($"HTTP {(int)reply.Status}{words}") { RetryAfter = reply.RetryAfter, IsTooMuch = reply.MayBeTooMuch };

    /// <summary>The error in a body that may be anything, or null.</summary>
    private static RpcRefusal? RefusalIn(ReadOnlyMemory<byte> body, RpcCall call)
    {
        try
        {
            return RpcAnswer<JsonElement>.ReadAll(body.Span, JsonElement.ParseValue) is ([var answer], false) ? answer.Refusal(call) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
