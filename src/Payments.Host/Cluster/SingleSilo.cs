using System.Net;
using System.Net.Sockets;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Payments.Domain.Settings;
using Payments.Http.Ops;
using Payments.Storage.Reminders;

namespace Payments.Host.Cluster;

/// <summary>The silo of an installation on SQLite: the only process of its cluster. It serves no Orleans clients, and nobody outside of this machine reaches it.</summary>
internal static class SingleSilo
{
    /// <summary>Adds it.</summary>
    /// <exception cref="SettingException">The role is one of several processes, which cannot share an SQLite file.</exception>
    public static void Add(WebApplicationBuilder builder, Role role)
    {
        if (role != Role.All)
            throw new SettingException($"Setting Role is '{role.ToString().ToLowerInvariant()}', and Database is empty: several processes share a PostgreSQL database. Set Database, or leave Role at all.");
        builder.Services.AddSingleton<IReadiness, SiloReadiness>();
        builder.UseOrleans(silo =>
        {
            // Orleans wants a port for other silos even where there are none; the gateway port, for Orleans clients, is off.
            silo.UseLocalhostClustering(FreePort(), gatewayPort: 0, serviceId: ClusterSettings.DefaultName, clusterId: ClusterSettings.DefaultName);
            // A silo without others has nobody to publish its load to.
            silo.Configure<DeploymentLoadPublisherOptions>(options => options.DeploymentLoadPublisherRefreshTime = TimeSpan.Zero);
            silo.AddReminders();
            silo.Services.AddSingleton<IReminderTable, DatabaseReminderTable>();
            OrleansSetup.SetUpSilo(silo);
        });
    }

    /// <summary>A loopback port that the system gives out, so that two gateways on one machine do not meet.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
