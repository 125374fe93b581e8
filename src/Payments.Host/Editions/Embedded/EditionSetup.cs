using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Payments.Domain.Settings;
using Payments.Grains;
using Payments.Grains.State;
using Payments.Storage.Reminders;
using Payments.Storage.States;

namespace Payments.Host.Editions;

/// <summary>The embedded edition: the actor runtime, its storage and its reminders in this process.</summary>
internal static class EditionSetup
{
    /// <summary>The edition's own sections of settings, by the classes that hold them.</summary>
    public static IReadOnlyList<(string Name, Type Type)> Sections => [];

    /// <summary>Adds the runtime.</summary>
    /// <exception cref="SettingException">A role that takes several processes.</exception>
    public static void AddRuntime(WebApplicationBuilder builder, Role role)
    {
        if (role != Role.All)
            throw new SettingException($"Role {role.ToString().ToLowerInvariant()} needs the cluster edition; the embedded edition is one process (--role all).");
        ((IHostApplicationBuilder)builder).UseOrleans(silo =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (services, _) => ActivatorUtilities.CreateInstance<DatabaseGrainStorage>(services));
            silo.Services.AddSingleton<IReminderTable, DatabaseReminderTable>();
            // An order is quiet between creation and payment: its memory is given back soon, its row stays.
            silo.Services.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromMinutes(2));
            silo.AddStartupTask(GatewayStartup.StartAsync);
        });
    }

    /// <summary>The embedded edition has no dashboard beside <c>/ops</c>.</summary>
    public static void MapOperators(WebApplication app)
    {
    }
}
