using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Payments.Domain.Settings;
using Payments.Grains;
using Payments.Host.Telemetry;

namespace Payments.Host.Cluster;

/// <summary>Adds Orleans to the host. The setting <c>Database</c> decides: empty is one process on SQLite, a connection string is a member of a cluster on PostgreSQL.</summary>
internal static class OrleansSetup
{
    /// <summary>How long an activation stays in memory after its last call. An order is quiet between creation and payment; its row stays.</summary>
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(2);

    /// <summary>The sections of settings that belong to the cluster, by the classes that hold them.</summary>
    public static IReadOnlyList<(string Name, Type Type)> Sections => [("Cluster", typeof(ClusterSettings))];

    /// <summary>Adds a silo, or for the role http a client of the silos.</summary>
    /// <exception cref="SettingException">The role needs several processes and no PostgreSQL database is set, or a setting of the cluster is not valid.</exception>
    public static void Add(WebApplicationBuilder builder, Role role, string database)
    {
        if (database.Length > 0) ClusterMember.Add(builder, role);
        else SingleSilo.Add(builder, role);
    }

    /// <summary>Sets up what every silo has, alone or in a cluster.</summary>
    public static void SetUpSilo(ISiloBuilder silo)
    {
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = IdleAge);
        AddDashboard(silo);
        Tracing.SetUp(silo);
        silo.AddStartupTask(GatewayStartup.StartAsync);
    }

    /// <summary>Adds the dashboard, whose own background work begins when somebody looks at it (<see cref="DashboardStart"/>).</summary>
    private static void AddDashboard(ISiloBuilder silo)
    {
        var before = silo.Services.Count;
        silo.AddDashboard(HideTrace);
        DashboardStart.Postpone(silo.Services, [.. silo.Services.Skip(before)]);
    }

    /// <summary>Hides the dashboard's trace, which is the log of the process, line by line.</summary>
    public static void HideTrace(DashboardOptions options) => options.HideTrace = true;
}
