using System.Net;
using Payments.Domain.Settings;

namespace Payments.Host.Cluster;

/// <summary>How a process takes part in its cluster: the section <c>Cluster</c>, besides <c>Database</c>.</summary>
internal sealed class ClusterSettings
{
    /// <summary>The default of <see cref="Name"/>.</summary>
    public const string DefaultName = "payments";

    /// <summary>Silos and fronts with the same name, on the same database, are one cluster. Default <c>payments</c>.</summary>
    public string Name { get; set; } = DefaultName;

    /// <summary>The IP address at which other silos and fronts reach this silo. The default, loopback, keeps a cluster on one machine.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Where other silos connect to. Default 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where fronts connect to. Default 30000.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Certificates with which silos and fronts know each other.</summary>
    public TlsSettings Tls { get; set; } = new();

    /// <summary>Where silos of this machine listen: at every address if others must reach it, at loopback only if not.</summary>
    public bool ListensEverywhere => !IPAddress.IsLoopback(Advertised);

    /// <summary><see cref="Address"/>, read.</summary>
    public IPAddress Advertised => IPAddress.Parse(Address);

    /// <summary>Reads the section.</summary>
    /// <exception cref="SettingException">A value that cannot work.</exception>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Cluster").Get<ClusterSettings>() ?? new ClusterSettings();
        if (settings.Name.Length is 0 or > 100) throw new SettingException("Setting Cluster:Name must have 1 to 100 characters.");
        if (!IPAddress.TryParse(settings.Address, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            throw new SettingException($"Setting Cluster:Address is '{settings.Address}': expected the IP address at which other silos reach this one.");
        return settings;
    }
}
