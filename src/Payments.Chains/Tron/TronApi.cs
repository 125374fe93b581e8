using System.Net;
using System.Text;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;

namespace Payments.Chains.Tron;

/// <summary>One full node, or a service in front of many, over the HTTP API of java-tron.</summary>
/// <remarks>Rate limits are those of TronGrid: 429 or 403, no <c>Retry-After</c>, and a text that names the allowed rate and how long to stay away.</remarks>
internal sealed class TronApi(NodeTransport transport, TimeProvider time)
{
    /// <summary>The header in which TronGrid expects its key.</summary>
    private const string KeyHeader = "TRON-PRO-API-KEY";

    private readonly RequestPace pace = new(time);

    /// <summary>Asks one question and returns the bytes of the answer.</summary>
    /// <param name="path">Such as <c>wallet/getblock</c>.</param>
    /// <param name="question">A JSON object.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChainReadException">The node did not answer it.</exception>
    public async Task<ReadOnlyMemory<byte>> AskAsync(string path, string question, CancellationToken cancellationToken)
    {
        await pace.WaitAsync(cancellationToken);
        using var request = NodeTransport.Post(transport.At(path), Encoding.UTF8.GetBytes(question));
        if (transport.ApiKey is { } key) request.Headers.Add(KeyHeader, key);
        return await transport.SendAsync(request, reply =>
        {
            if (!reply.IsSuccess) throw Refused(reply, path, TronRefusal.TextOfFailure(reply.Body.Span));
            return TronRefusal.TextOf(reply.Body.Span) is { } refusal ? throw Refused(path, refusal) : reply.Body;
        }, cancellationToken, path);
    }

    /// <summary>A refusal by status. TronGrid means a limit by 403 as well as by 429, and says in its text for how long.</summary>
    private ChainReadException Refused(NodeReply reply, string path, string? text)
    {
        pace.Learn(TronRefusal.AllowedRate(text));
        return new ChainReadException($"{path}: HTTP {(int)reply.Status}{(text is null ? "" : $", {text}")}")
        {
            RetryAfter = reply.RetryAfter ?? TronRefusal.Suspension(text),
            IsTooMuch = reply.MayBeTooMuch && reply.Status != HttpStatusCode.Forbidden,
            IsNotServed = reply.Status == HttpStatusCode.NotFound,
        };
    }

    /// <summary>A refusal in an answer of status 200, as java-tron itself gives them.</summary>
    private ChainReadException Refused(string path, string text)
    {
        pace.Learn(TronRefusal.AllowedRate(text));
        return new ChainReadException($"{path}: {text}") { RetryAfter = TronRefusal.Suspension(text), IsTooMuch = !TronRefusal.IsLimit(text) };
    }
}
