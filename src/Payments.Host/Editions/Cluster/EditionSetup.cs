using Microsoft.AspNetCore.Builder;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Hosting;
using Payments.Grains;
using Payments.Grains.State;
using Payments.Http.Common;

namespace Payments.Host.Editions;

/// <summary>The cluster edition: Microsoft Orleans on PostgreSQL.</summary>
internal static class EditionSetup
{
    private const string Invariant = "Npgsql";

    /// <summary>Adds a silo, or a client for the role http.</summary>
    /// <exception cref="InvalidOperationException">No PostgreSQL database is set.</exception>
    public static void AddRuntime(WebApplicationBuilder builder, Role role)
    {
        var database = builder.Configuration["Database"];
        if (string.IsNullOrEmpty(database)) throw new InvalidOperationException("Setting Database is empty: the cluster edition needs a PostgreSQL connection string.");
        if (role == Role.Http)
        {
            builder.UseOrleansClient(client => client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database)));
            return;
        }
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
            silo.AddAdoNetGrainStorage(StorageNames.Default, options => (options.Invariant, options.ConnectionString) = (Invariant, database));
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(2));
            silo.AddDashboard();
            silo.AddStartupTask(GatewayStartup.StartAsync);
        });
    }

    /// <summary>The Orleans dashboard, which has no authentication of its own, behind the admin key.</summary>
    public static void MapOperators(WebApplication app) =>
        app.MapOrleansDashboard("/dashboard").AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<AdminKey>().IsCarriedBy(context.HttpContext.Request)
                ? await next(context)
                : Results.Unauthorized());
}
