using System.Data.Common;
using Orleans;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Storage;
using Payments.Grains.Persistence;
using Payments.Host.Telemetry;
using Payments.Http.Ops;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Host.Cluster;

/// <summary>A process of a cluster on PostgreSQL: a silo, or a client of the silos. Orleans' providers and our own storage share one pool of connections.</summary>
internal static class ClusterMember
{
    /// <summary>The driver's name, by which Orleans picks its dialect.</summary>
    private const string Invariant = "Npgsql";

    /// <summary>The name of Orleans' own storage provider, which grains reach through <see cref="MeteredGrainStorage"/>.</summary>
    private const string AdoNet = "AdoNet";

    /// <summary>Adds a silo, or for the role http a client.</summary>
    /// <exception cref="Domain.Settings.SettingException">A setting of the cluster is not valid.</exception>
    public static void Add(WebApplicationBuilder builder, Role role)
    {
        var settings = ClusterSettings.Read(builder.Configuration);
        var tls = ClusterTls.Open(settings.Tls, settings.Name);
        if (role == Role.Http)
        {
            builder.Services.AddSingleton<IReadiness, FrontReadiness>();
            builder.UseOrleansClient(client => SetUp(client, settings, tls));
        }
        else
        {
            builder.Services.AddSingleton<IReadiness, SiloReadiness>();
            builder.UseOrleans(silo => SetUp(silo, settings, tls));
        }
    }

    private static void SetUp(IClientBuilder client, ClusterSettings settings, ClusterTls? tls)
    {
        client.Configure<ClusterOptions>(options => Name(options, settings));
        client.UseAdoNetClustering(options => options.Configure<DbDataSource>((clustering, source) => (clustering.Invariant, clustering.DataSource) = (Invariant, source)));
        client.Configure<GatewayOptions>(Liveness.SetUp);
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = CallRepeater.TryPatience);
        client.AddOutgoingGrainCallFilter<CallRepeater>();
        client.AddDashboard(OrleansSetup.HideTrace);
        Tracing.SetUp(client);
        // Fronts may start before silos do, and outlive all of them.
        client.UseConnectionRetryFilter<SiloPatience>();
        if (tls is not null) client.UseTls(tls.SetUp);
    }

    private static void SetUp(ISiloBuilder silo, ClusterSettings settings, ClusterTls? tls)
    {
        silo.Configure<ClusterOptions>(options => Name(options, settings));
        silo.ConfigureEndpoints(settings.Advertised, settings.SiloPort, settings.GatewayPort, settings.ListensEverywhere);
        if (tls is not null) silo.UseTls(tls.SetUp);
        silo.UseAdoNetClustering(options => options.Configure<DbDataSource>((clustering, source) => (clustering.Invariant, clustering.DataSource) = (Invariant, source)));
        silo.Configure<ClusterMembershipOptions>(Liveness.SetUp);
        silo.UseAdoNetReminderService(options => options.Configure<DbDataSource>((reminders, source) => (reminders.Invariant, reminders.DataSource) = (Invariant, source)));
        silo.AddAdoNetGrainStorage(AdoNet, options => options.Configure<DbDataSource, JsonStateSerializer>((storage, source, serializer) =>
        {
            (storage.Invariant, storage.DataSource, storage.GrainStorageSerializer) = (Invariant, source, serializer);
            // Of a cleared state our tables keep no version that the next write could name.
            storage.DeleteStateOnClear = true;
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (services, _) =>
            new MeteredGrainStorage(services.GetRequiredKeyedService<IGrainStorage>(AdoNet), services.GetRequiredService<StorageMetrics>()));
        silo.AddOutgoingGrainCallFilter<CallRepeater>();
        silo.Services.AddSingleton<MemberJournal>();
        silo.AddStartupTask(MemberJournal.StartAsync);
        OrleansSetup.SetUpSilo(silo);
    }

    private static void Name(ClusterOptions options, ClusterSettings settings) => (options.ClusterId, options.ServiceId) = (settings.Name, settings.Name);
}
