using System.Net;
using Payments.Domain.Settings;
using Payments.Providers.Common;

namespace Payments.Grains.Callbacks;

/// <summary>What an operator lets callbacks reach beside the public internet.</summary>
internal sealed class AllowedNetworks
{
    private readonly bool loopback;
    private readonly NetworkList networks;

    private AllowedNetworks(bool loopback, NetworkList networks) => (this.loopback, this.networks) = (loopback, networks);

    /// <summary>Those of the settings, which the start has checked.</summary>
    public static AllowedNetworks Of(CallbackOptions options) => new(options.AllowLoopback, NetworkList.Parse(options.AllowedNetworks));

    /// <summary>Whether callbacks may go to an address.</summary>
    public bool Allow(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return networks.Contains(address) || !ForbiddenAddresses.Contains(address, loopback);
    }
}
