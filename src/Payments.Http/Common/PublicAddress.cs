using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Payments.Domain.Identity;

namespace Payments.Http.Common;

/// <summary>The gateway's own URLs as payers and shops see them.</summary>
public sealed class PublicAddress(IOptions<PaymentsHttpOptions> options, IServer server)
{
    private string? root;

    /// <summary>The root without a slash at the end.</summary>
    public string Root => root ??= Find();

    /// <summary>An order's cashier page.</summary>
    public string Cashier(OrderId order) => $"{Root}/cashier?id={order.Value}";

    private string Find()
    {
        if (options.Value.PublicUrl is { Length: > 0 } configured) return configured.TrimEnd('/');
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:8080";
        return first.Replace("[::]", "127.0.0.1", StringComparison.Ordinal).Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).TrimEnd('/');
    }
}
