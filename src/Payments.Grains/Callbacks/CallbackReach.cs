using System.Net;
using Microsoft.Extensions.Options;

namespace Payments.Grains.Callbacks;

/// <summary>
/// Tells before an order is taken or a wallet is saved that callbacks would never go out. Only what a URL says by itself is looked at, no
/// name is resolved: the check on the address that is connected to stays with <see cref="CallbackSender"/>.
/// </summary>
public sealed class CallbackReach(IOptions<CallbackOptions> options)
{
    private readonly AllowedNetworks networks = AllowedNetworks.Of(options.Value);
    private readonly IReadOnlySet<int> ports = ForbiddenPorts.Allowed(options.Value);

    /// <summary>Why callbacks may never reach a URL, in words fit for the caller, or null.</summary>
    public string? WhyNot(string? url)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out var target)) return null;
        return WhyNotTo(target.DnsSafeHost) ?? ForbiddenPorts.WhyNot(target.Port, ports);
    }

    private string? WhyNotTo(string host)
    {
        var isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
            host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        var address = isLocal ? IPAddress.Loopback : IPAddress.TryParse(host, out var literal) ? literal : null;
        if (address is null || networks.Allow(address)) return null;
        var remedy = IPAddress.IsLoopback(address) ? "Callbacks:AllowLoopback" : "Callbacks:AllowedNetworks";
        return $"callbacks may not reach {host}, which is not of the public internet; the gateway's operator can allow it with {remedy}";
    }
}
