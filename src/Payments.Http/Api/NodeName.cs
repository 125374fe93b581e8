using System.Globalization;

namespace Payments.Http.Api;

/// <summary>What everybody may read of where a node is: the domain of a public service, without the part of its name that may be a customer's.</summary>
internal static class NodeName
{
    /// <summary>A second-level label so short belongs to a registry, as in <c>co.uk</c>.</summary>
    private const int RegistryLabel = 3;

    /// <summary>A node's name; <c>node 2</c> for one without a public domain.</summary>
    public static string Of(string url, int index)
    {
        var number = $"node {(index + 1).ToString(CultureInfo.InvariantCulture)}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.HostNameType != UriHostNameType.Dns) return number;
        var labels = parsed.IdnHost.Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (labels.Length < 2 || labels[^1] is "local" or "internal" or "lan" or "localhost" or "home" or "corp" or "intranet" or "svc" or "test" or "localdomain") return number;
        var kept = labels.Length > 2 && labels[^2].Length <= RegistryLabel ? 3 : 2;
        return string.Join('.', labels[^kept..]);
    }
}
