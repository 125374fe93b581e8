using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Orleans.Storage;
using Payments.Domain.Settings;
using Payments.Grains;
using Payments.Grains.State;
using Payments.Http.Ops;
using Payments.Storage;
using Payments.Storage.States;

namespace Payments.Host.Editions;

/// <summary>The cluster edition: Microsoft Orleans on PostgreSQL.</summary>
internal static class EditionSetup
{
    private const string Invariant = "Npgsql";

    /// <summary>What Orleans calls its own provider, which grains reach by way of <see cref="MeteredGrainStorage"/>.</summary>
    private const string Provider = "adonet";

    /// <summary>The edition's own sections of settings, by the classes that hold them.</summary>
    public static IReadOnlyList<(string Name, Type Type)> Sections => [("Cluster", typeof(ClusterSettings))];

    /// <summary>Adds a silo, or for the role http a client of the silos.</summary>
    /// <exception cref="SettingException">No PostgreSQL database is set, or a setting of the cluster cannot work.</exception>
    public static void AddRuntime(WebApplicationBuilder builder, Role role)
    {
        var database = builder.Configuration["Database"];
        if (string.IsNullOrEmpty(database)) throw new SettingException("Setting Database is empty: the cluster edition needs a PostgreSQL connection string.");
        var settings = ClusterSettings.Read(builder.Configuration);
        var tls = ClusterTls.Open(settings.Tls, settings.Name);
        builder.Services.AddSingleton<IReadiness, ClusterReadiness>();
        if (role == Role.Http) builder.UseOrleansClient(client => SetUp(client, settings, database, tls));
        else builder.UseOrleans(silo => SetUp(silo, settings, database, tls));
    }

    /// <summary>The Orleans dashboard, which has no authentication of its own, for whoever may see <c>/ops</c>.</summary>
    public static void MapOperators(WebApplication app) =>
        app.MapOrleansDashboard("/dashboard").AddEndpointFilter(async (context, next) =>
            !context.HttpContext.RequestServices.GetRequiredService<OpsSession>().IsOperator(context.HttpContext.Request) ? Results.Unauthorized()
            : context.HttpContext.Request.Path.Value!.EndsWith("/GrainState", StringComparison.OrdinalIgnoreCase) ? await ShowStateAsync(context.HttpContext)
            : await next(context));

    /// <summary>The dashboard itself would call methods of the grain and show whatever they return. Its page takes a text with JSON in it.</summary>
    private static async Task<IResult> ShowStateAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return Results.Json(await context.RequestServices.GetRequiredService<StateViews>().FindAsync(query["grainType"].ToString(), query["grainId"].ToString()));
    }

    private static void SetUp(IClientBuilder client, ClusterSettings settings, string database, ClusterTls? tls)
    {
        client.Configure<ClusterOptions>(options => Name(options, settings));
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
        client.Configure<GatewayOptions>(Liveness.SetUp);
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = CallRepeater.TryPatience);
        client.AddOutgoingGrainCallFilter<CallRepeater>();
        client.AddDashboard(HideTrace);
        // Fronts may start before silos do, and outlive all of them.
        client.UseConnectionRetryFilter<SiloPatience>();
        if (tls is not null) client.UseTls(tls.SetUp);
    }

    private static void SetUp(ISiloBuilder silo, ClusterSettings settings, string database, ClusterTls? tls)
    {
        silo.Configure<ClusterOptions>(options => Name(options, settings));
        silo.ConfigureEndpoints(settings.Advertised, settings.SiloPort, settings.GatewayPort, settings.ListensEverywhere);
        if (tls is not null) silo.UseTls(tls.SetUp);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
        silo.Configure<ClusterMembershipOptions>(Liveness.SetUp);
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
        silo.AddAdoNetGrainStorage(Provider, options => options.Configure<JsonStateSerializer>((storage, serializer) =>
            (storage.Invariant, storage.ConnectionString, storage.GrainStorageSerializer) = (Invariant, database, serializer)));
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (services, _) =>
            new MeteredGrainStorage(services.GetRequiredKeyedService<IGrainStorage>(Provider), services.GetRequiredService<StorageMetrics>()));
        // An order is quiet between creation and payment: its memory is given back soon, its row stays.
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(2));
        silo.AddOutgoingGrainCallFilter<CallRepeater>();
        silo.AddDashboard(HideTrace);
        silo.AddStartupTask(GatewayStartup.StartAsync);
    }

    /// <summary>The trace is a process's log, line by line: on silos and on fronts, which serve the dashboard each by itself.</summary>
    private static void HideTrace(DashboardOptions options) => options.HideTrace = true;

    private static void Name(ClusterOptions options, ClusterSettings settings) => (options.ClusterId, options.ServiceId) = (settings.Name, settings.Name);
}
