using System.Net;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Whether a request comes from who sits at this machine.</summary>
/// <remarks>
/// A connection from loopback does not prove that: a reverse proxy on the same machine makes one for every stranger, and a web page may have
/// the owner's own browser make one. So everything else must look local as well: no header that proxies add (its content is never believed,
/// its presence is enough), a local <c>Host</c>, and no public address in the configuration.
/// </remarks>
internal static class LocalCaller
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via", "CF-Connecting-IP", "True-Client-IP"];

    /// <summary>
    /// Whether a proxy says that it forwards the request. HTTP/1.0 is such a sign: nginx speaks it to what is behind it where nobody set
    /// anything, and no browser or tool does.
    /// </summary>
    public static bool IsProxied(HttpRequest request) => ProxyHeaders.Any(request.Headers.ContainsKey) ||
        HttpProtocol.IsHttp10(request.Protocol);

    /// <summary>Whether the request does.</summary>
    public static bool Sent(HttpContext context, PaymentsHttpOptions options)
    {
        if (context.Connection.RemoteIpAddress is not { } remote || !IsLoopback(remote)) return false;
        if (IsProxied(context.Request)) return false;
        if (!IsLocalName(context.Request.Host.Host)) return false;
        return options.PublicUrl.Length == 0 || Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) && IsLocalName(url.Host);
    }

    private static bool IsLocalName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLoopback(address);

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
