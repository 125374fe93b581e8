using System.Collections.Concurrent;
using System.Net;

namespace Payments.Chains.Nodes;

/// <summary>
/// The HTTP client by which all nodes are asked. It counts the connections that it opens: behind a new one another node may answer.
/// </summary>
internal sealed class NodeHttp : IDisposable
{
    private readonly ConcurrentDictionary<string, int> opened = new(StringComparer.OrdinalIgnoreCase);

    public NodeHttp() => Client = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PlaintextStreamFilter = CountAsync,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The client.</summary>
    public HttpClient Client { get; }

    /// <summary>How many connections were opened to the host and port of a URL.</summary>
    public int ConnectionsTo(Uri url) => opened.GetValueOrDefault(url.Authority);

    /// <inheritdoc />
    public void Dispose() => Client.Dispose();

    /// <summary>Called for each new connection, TLS included; requests of several nodes may share it later.</summary>
    private ValueTask<Stream> CountAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.RequestUri is { } url) opened.AddOrUpdate(url.Authority, 1, static (_, count) => count + 1);
        return ValueTask.FromResult(context.PlaintextStream);
    }
}
