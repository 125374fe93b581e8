using System.Net;
using System.Net.Sockets;

namespace Payments.Providers.Common;

/// <summary>
/// Connects to hosts that merchants name. The check is on the address that is connected to, after DNS: a name that changes its mind cannot
/// get around it.
/// </summary>
public static class GuardedConnect
{
    /// <summary>Connects to a host's first address that is allowed and answers.</summary>
    /// <param name="endPoint">The host and its port.</param>
    /// <param name="resolve">Who tells the addresses of a name.</param>
    /// <param name="allow">Whether an address may be connected to.</param>
    /// <param name="refusal">Who does not go to other addresses, in words that follow "has no public address: ".</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ForbiddenAddressException">None of its addresses is allowed.</exception>
    /// <exception cref="SocketException">None of those that are allowed can be connected to.</exception>
    public static async ValueTask<Stream> ToAsync(
        DnsEndPoint endPoint, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Predicate<IPAddress> allow, string refusal,
        CancellationToken cancellationToken)
    {
        var host = endPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        var allowed = Array.FindAll(addresses, allow);
        if (allowed.Length == 0) throw new ForbiddenAddressException($"'{host}' has no public address: {refusal}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>An address that is not reached. The message is fit for whoever named it.</summary>
public sealed class ForbiddenAddressException(string reason) : IOException(reason);
