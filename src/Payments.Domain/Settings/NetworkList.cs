using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Payments.Domain.Settings;

/// <summary>Networks that somebody listed by address and prefix length, such as <c>192.168.1.0/24</c>.</summary>
public sealed class NetworkList
{
    private readonly IReadOnlyList<IPNetwork> networks;

    private NetworkList(IReadOnlyList<IPNetwork> networks) => this.networks = networks;

    /// <summary>How many there are.</summary>
    public int Count => networks.Count;

    /// <summary>Reads CIDR blocks with commas between; an empty text is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NetworkList? list)
    {
        list = null;
        var found = new List<IPNetwork>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IPNetwork.TryParse(part, out var network)) return false;
            found.Add(network);
        }
        list = new NetworkList(found);
        return true;
    }

    /// <summary>The list of a text that was checked before.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static NetworkList Parse(string text) =>
        TryParse(text, out var list) ? list : throw new FormatException($"'{text}' is no list of networks.");

    /// <summary>Whether an address lies in one of them; an IPv4 address in IPv6 form is taken as what it is.</summary>
    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        foreach (var network in networks)
            if (network.Contains(address)) return true;
        return false;
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(',', networks);
}
