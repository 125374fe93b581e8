using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Payments.Grains.Callbacks;

/// <summary>What an operator lets callbacks reach beside the public internet.</summary>
internal sealed class AllowedNetworks
{
    private readonly bool loopback;
    private readonly IReadOnlyList<IPNetwork> networks;

    private AllowedNetworks(bool loopback, IReadOnlyList<IPNetwork> networks) => (this.loopback, this.networks) = (loopback, networks);

    /// <summary>Those of the settings, which the start has checked.</summary>
    public static AllowedNetworks Of(CallbackOptions options) =>
        new(options.AllowLoopback, TryParse(options.AllowedNetworks, out var networks)
            ? networks
            : throw new FormatException("Callbacks:AllowedNetworks"));

    /// <summary>Reads CIDR blocks with commas between; an empty text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<IPNetwork>? networks)
    {
        networks = null;
        var found = new List<IPNetwork>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IPNetwork.TryParse(part, out var network)) return false;
            found.Add(network);
        }
        networks = found;
        return true;
    }

    /// <summary>Whether callbacks may go to an address.</summary>
    public bool Allow(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return networks.Any(network => network.Contains(address)) || !ForbiddenAddresses.Contains(address, loopback);
    }
}
