using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Orleans.Storage;
using Payments.Testing.Databases;

namespace Payments.Testing.Silo;

/// <summary>Prepares silos under test: Microsoft Orleans on a virtual clock, a cluster of one.</summary>
/// <remarks>
/// Grain timers and reminders run on the test's clock, and so does the time until which a grain asked to be kept. How long an activation
/// has been idle, and the rounds in which idle ones are collected, Orleans measures on the machine's clock all the same: tests force a
/// round (<c>IManagementGrain.ForceActivationCollection</c>). Membership, messaging, the grain directory and the maintenance of a silo
/// run on the machine's, too: they are loops that watch over each other, and take a clock that stands still for a silo that hangs.
/// </remarks>
public static class TestSilo
{
    private static readonly string[] MachineClocks =
        [TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory];

    /// <summary>Prepares a silo of its own, on the clock of its services.</summary>
    public static void Prepare(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(PostgresServer.FreePort(), gatewayPort: 0);
        // Telling other silos of one's load is a grain timer as well; there are none to tell.
        silo.Configure<DeploymentLoadPublisherOptions>(options => options.DeploymentLoadPublisherRefreshTime = TimeSpan.Zero);
        PinClocks(silo.Services);
        silo.Services.AddSingleton<Orleans.IIncomingGrainCallFilter>(services => services.GetRequiredService<SiloRest>());
        silo.Services.AddSingleton<Orleans.IOutgoingGrainCallFilter>(services => services.GetRequiredService<SiloRest>());
    }

    /// <summary>Gives each part of Orleans its clock: never the test's one to all of them.</summary>
    public static void PinClocks(IServiceCollection services)
    {
        services.AddSingleton<SiloRest>();
        foreach (var name in MachineClocks) services.AddKeyedSingleton(name, TimeProvider.System);
        services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, (provider, _) =>
            new GrainClock(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SiloRest>()));
        services.AddKeyedSingleton(TimeProviderNames.ActivationManagement, (provider, _) => provider.GetRequiredService<TimeProvider>());
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, (provider, _) =>
            new MovingClock(provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Counts what is asked of a storage provider as work that rest waits for.</summary>
    public static IGrainStorage Count(IServiceProvider services, IGrainStorage storage) =>
        new CountedStorage(storage, services.GetRequiredService<SiloRest>());

    /// <summary>
    /// Counts the same of the table of reminders that was added last, and has rest wait until the silo has read it first.
    /// </summary>
    public static void CountReminders(IServiceCollection services)
    {
        var added = services.Last(service => service.ServiceType == typeof(IReminderTable));
        services.AddSingleton<IReminderTable>(provider =>
        {
            var table = added.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, added.ImplementationType!);
            return new CountedReminderTable((IReminderTable)table, provider.GetRequiredService<SiloRest>());
        });
    }

    /// <summary>Done when no grain has anything to do.</summary>
    public static Task RestAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<SiloRest>().WaitAsync(cancellationToken);
}
