using System.Net;

namespace Payments.Chains.Nodes;

/// <summary>What a node sent back, whatever the status.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">How long the node asks to be left alone, or null.</param>
/// <param name="Body">The whole body.</param>
internal readonly record struct NodeReply(HttpStatusCode Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the status is 200 to 299.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Whether a refusal may be about the size of the question: nodes refuse what is too large with almost any status. The others are about who asks, where and how often.</summary>
    public bool MayBeTooMuch => Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);
}
