using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Storage;
using Payments.Grains.Persistence;
using Payments.Storage.Reminders;
using Payments.Storage.States;
using Payments.Testing.Silo;

namespace Payments.Grains.Tests;

/// <summary>States and reminders of a silo under test as the product keeps them on each database, behind <see cref="FaultyStorage"/>.</summary>
internal static class HostedStorage
{
    private const string Invariant = "Npgsql";
    private const string AdoNet = "AdoNet";

    /// <summary>States for which the product asks for the batching provider; all others are Orleans' own provider's on PostgreSQL.</summary>
    private static readonly string[] Batched = [StateNames.Order, StateNames.Delivery, StateNames.WalletAddress, StateNames.ExtendedKey];

    public static void Add(ISiloBuilder silo, string database)
    {
        var isServer = database.Length > 0;
        if (isServer)
        {
            silo.AddAdoNetGrainStorage(AdoNet, options => options.Configure<JsonStateSerializer>((storage, serializer) =>
            {
                (storage.Invariant, storage.ConnectionString) = (Invariant, database);
                (storage.GrainStorageSerializer, storage.DeleteStateOnClear) = (serializer, true);
            }));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, database));
        }
        else
        {
            silo.AddReminders();
            silo.Services.AddSingleton<IReminderTable, DatabaseReminderTable>();
        }
        TestSilo.CountReminders(silo.Services);
        silo.Services.AddSingleton(services =>
        {
            var batched = ActivatorUtilities.CreateInstance<DatabaseGrainStorage>(services);
            var other = isServer ? services.GetRequiredKeyedService<IGrainStorage>(AdoNet) : batched;
            return new FaultyStorage(name => Batched.Contains(name) ? batched : other, services.GetRequiredService<ProcessLife>());
        });
        silo.Services.AddKeyedSingleton(StorageNames.Batched, (services, _) =>
            TestSilo.Count(services, services.GetRequiredService<FaultyStorage>()));
        silo.Services.AddKeyedSingleton(StorageNames.Default, (services, _) => services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Batched));
    }
}
