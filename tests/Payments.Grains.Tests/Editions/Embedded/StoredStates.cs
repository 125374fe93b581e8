using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using Payments.Storage.States;

namespace Payments.Grains.Tests;

/// <summary>How grains of the embedded edition store their states.</summary>
internal static class StoredStates
{
    public static void Add(ISiloBuilder silo, string name, string database) =>
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => ActivatorUtilities.CreateInstance<DatabaseGrainStorage>(services));
}
