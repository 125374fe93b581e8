using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Payments.Providers.Common;

namespace Payments.Grains.Callbacks;

/// <summary>
/// HTTP to addresses that merchants name: no redirects, no proxy, no cookies, no private addresses. How long a request may take and how
/// much of its answer is read, its caller says.
/// </summary>
internal sealed class GuardedHttp : IDisposable
{
    private readonly IReadOnlySet<int> allowedPorts;
    private readonly AllowedNetworks allowedNetworks;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;

    /// <param name="options">What may be reached.</param>
    /// <param name="time">The clock by which certificates are judged.</param>
    /// <param name="resolve">Who tells the addresses of a name.</param>
    /// <param name="agent">The <c>User-Agent</c>.</param>
    public GuardedHttp(
        CallbackOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve, string agent)
    {
        this.resolve = resolve;
        allowedPorts = ForbiddenPorts.Allowed(options);
        allowedNetworks = AllowedNetworks.Of(options);
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // A trace is ours: shops are sent what their document says and nothing else.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            ConnectTimeout = options.Timeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    CallbackFaults.Check(certificate as X509Certificate2, chain, errors, time.GetUtcNow()),
            },
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        Client.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
    }

    /// <summary>The client, with a connection pool of its own.</summary>
    public HttpClient Client { get; }

    /// <inheritdoc />
    public void Dispose() => Client.Dispose();

    private ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (ForbiddenPorts.WhyNot(context.DnsEndPoint.Port, allowedPorts) is { } reason) throw new ForbiddenAddressException(reason);
        return GuardedConnect.ToAsync(
            context.DnsEndPoint, resolve, allowedNetworks.Allow, "callbacks do not go to private or loopback ones", cancellationToken);
    }
}
