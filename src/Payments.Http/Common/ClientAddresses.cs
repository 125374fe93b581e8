using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Domain.Settings;

namespace Payments.Http.Common;

/// <summary>
/// Whom a request is from: the other end of the connection, or whom a proxy of the operator's own says that it forwards for.
/// </summary>
/// <remarks>
/// <c>X-Forwarded-For</c> counts only from the networks of the setting <c>TrustedProxies</c>: anybody else writes there what he likes. It
/// is read from its end, past the operator's own proxies, to the first address that is none of theirs.
/// </remarks>
public sealed partial class ClientAddresses(IOptions<PaymentsHttpOptions> options, TimeProvider time, ILogger<ClientAddresses> logger)
{
    private const string Header = "X-Forwarded-For";

    /// <summary>Least time between two warnings of proxies that nobody named.</summary>
    private static readonly TimeSpan WarningRest = TimeSpan.FromHours(1);

    private readonly NetworkList proxies = NetworkList.Parse(options.Value.TrustedProxies);
    private readonly Lock gate = new();
    private long? warnedAt;

    /// <summary>
    /// The client's address; null where it cannot be told. That is so behind a proxy within a private network, or on this machine, that is
    /// not named as trusted: its own address is everybody's.
    /// </summary>
    public IPAddress? Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } remote) return null;
        if (remote.IsIPv4MappedToIPv6) remote = remote.MapToIPv4();
        if (proxies.Contains(remote)) return Forwarded(context.Request, remote);
        if (!LocalCaller.IsProxied(context.Request) || !IsPrivate(remote)) return remote;
        Warn(remote);
        return null;
    }

    private IPAddress? Forwarded(HttpRequest request, IPAddress proxy)
    {
        var last = proxy;
        var values = request.Headers[Header];
        for (var i = values.Count - 1; i >= 0; i--)
        {
            var parts = values[i]!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            for (var j = parts.Length - 1; j >= 0; j--)
            {
                // What a trusted proxy wrote and cannot be read is no address of anybody.
                if (!IPEndPoint.TryParse(parts[j], out var named)) return null;
                last = named.Address.IsIPv4MappedToIPv6 ? named.Address.MapToIPv4() : named.Address;
                if (!proxies.Contains(last)) return last;
            }
        }
        return last;
    }

    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
            return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        Span<byte> bytes = stackalloc byte[4];
        return address.TryWriteBytes(bytes, out _) && bytes is [10, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and < 32, ..];
    }

    private void Warn(IPAddress proxy)
    {
        lock (gate)
        {
            if (warnedAt is { } last && time.GetElapsedTime(last) < WarningRest) return;
            warnedAt = time.GetTimestamp();
        }
        LogUnknownProxy(logger, proxy);
    }
}
