using System.Net;

namespace Payments.Domain.Risk;

/// <summary>The items of a list, to look subjects up in.</summary>
public sealed class RiskSet
{
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly HashSet<IPNetwork> networks = [];
    private readonly SortedSet<(bool IsV6, int Length)> prefixes = [];

    /// <summary>Takes items in the form in which <see cref="RiskListItem"/> writes them.</summary>
    public RiskSet(RiskSubject subject, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            if (subject != RiskSubject.Network) texts.Add(item);
            else Add(IPNetwork.Parse(item));
        }
    }

    /// <summary>How many items there are.</summary>
    public int Count => texts.Count + networks.Count;

    /// <summary>Whether an order's subject is one of them.</summary>
    public bool Contains(RiskSubject subject, RiskFacts facts) => subject switch
    {
        RiskSubject.Network => facts.Network is { } address && Contains(address),
        RiskSubject.Coin => facts.Coin is { } coin && (texts.Contains(coin) || texts.Contains($"{coin}-{facts.Chain}")),
        RiskSubject.Email => facts.ValueOf(subject) is { } email &&
            (texts.Contains(email) || texts.Contains(email[Math.Max(0, email.LastIndexOf('@'))..])),
        _ => facts.ValueOf(subject) is { } value && texts.Contains(value),
    };

    private void Add(IPNetwork network)
    {
        networks.Add(network);
        prefixes.Add((network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6, network.PrefixLength));
    }

    /// <summary>One look-up for each length of prefix that the list has, however long it is.</summary>
    private bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var isV6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        foreach (var (isOfV6, length) in prefixes)
            if (isOfV6 == isV6 && networks.Contains(RiskListItem.NetworkOf(address, length))) return true;
        return false;
    }
}
