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

    /// <summary>Whether a port is refused.</summary>
    public static bool Contains(int port, IReadOnlySet<int> allowed) =>
        !allowed.Contains(port) && (port < FirstFree ? port is not (80 or 443) : Services.Contains(port));

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
