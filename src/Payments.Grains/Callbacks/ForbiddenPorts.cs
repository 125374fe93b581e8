using System.Collections.Frozen;
using System.Globalization;

namespace Payments.Grains.Callbacks;

/// <summary>
/// Ports that no callback goes to: below 1024 all but the web's, above it those of databases, queues and remote control, to which a request
/// whose text a merchant chooses must not be sent. The setting <c>Callbacks:AllowedPorts</c> makes exceptions.
/// </summary>
internal static class ForbiddenPorts
{
    private const int FirstFree = 1024;

    private static readonly FrozenSet<int> Services = new[]
    {
        1080, 1433, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 3128,
        3306, 3389, 3659, 4045, 4444, 5060, 5061, 5432, 5672, 5900, 5984, 5985, 5986, 6000, 6379, 6443,
        6566, 6665, 6666, 6667, 6668, 6669, 6697, 8332, 8333, 8500, 8545, 8546, 9042, 9092, 9200, 9300, 10080, 10250, 10255, 11211, 15672,
        27017,
    }.ToFrozenSet();

    /// <summary>Why no callback goes to a port, in words fit for the caller, or null where callbacks do.</summary>
    /// <param name="port">The port.</param>
    /// <param name="allowed">The exceptions.</param>
    public static string? WhyNot(int port, IReadOnlySet<int> allowed) =>
        allowed.Contains(port) || (port < FirstFree ? port is 80 or 443 : !Services.Contains(port))
            ? null
            : $"port {port} is not the web's: callbacks do not go there; the gateway's operator can allow it with Callbacks:AllowedPorts";

    /// <summary>The exceptions of the settings, which the start has checked.</summary>
    public static IReadOnlySet<int> Allowed(CallbackOptions options) =>
        Parse(options.AllowedPorts) ?? throw new FormatException("Callbacks:AllowedPorts");

    /// <summary>The ports of the setting; null where it is not a list of ports with commas between.</summary>
    public static IReadOnlySet<int>? Parse(string setting)
    {
        var ports = new HashSet<int>();
        foreach (var text in setting.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) return null;
            ports.Add(port);
        }
        return ports;
    }
}
