namespace Payments.Providers.Common;

/// <summary>One HTTP request to a provider.</summary>
/// <param name="Client">The named client, by which timeouts and the circuit breaker are chosen.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Url">Where to. Holds a secret only where the client logs nothing: URLs are logged.</param>
public sealed record ProviderRequest(string Client, HttpMethod Method, Uri Url)
{
    /// <summary>The body, byte for byte as it is sent (and was signed), or null.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether sending it twice does no more than sending it once. Only then is it retried after a failure.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>
    /// Whether an answer's body is a verdict in spite of its status, so that a repeatable request is not retried over it; null for none.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, bool>? IsVerdict { get; init; }

    /// <summary>Which addresses it may go to.</summary>
    public required ProviderReach Reach { get; init; }
}
