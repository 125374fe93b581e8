using Orleans.Hosting;
using Payments.Storage.States;

namespace Payments.Grains.Tests;

/// <summary>How grains of the cluster edition store their states: through Orleans' own provider and our SQL functions.</summary>
internal static class StoredStates
{
    public static void Add(ISiloBuilder silo, string name, string database) =>
        silo.AddAdoNetGrainStorage(name, options => options.Configure<JsonStateSerializer>((storage, serializer) =>
            (storage.Invariant, storage.ConnectionString, storage.GrainStorageSerializer) = ("Npgsql", database, serializer)));
}
