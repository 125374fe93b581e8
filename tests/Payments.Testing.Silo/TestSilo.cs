using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Payments.Testing.Databases;

namespace Payments.Testing.Silo;

/// <summary>Prepares silos under test: Microsoft Orleans on a virtual clock, a cluster of one.</summary>
/// <remarks>
/// Grain timers, reminders and the collection of idle activations run on the test's clock. Membership, messaging, the grain directory and the maintenance of a silo run on the machine's: they are
/// loops that watch over each other, and take a clock that stands still for a silo that hangs.
/// </remarks>
public static class TestSilo
{
    private static readonly string[] MachineClocks = [TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory];

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
        services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, (provider, _) => new GrainClock(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SiloRest>()));
        services.AddKeyedSingleton(TimeProviderNames.ActivationManagement, (provider, _) => provider.GetRequiredService<TimeProvider>());
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, (provider, _) => new MovingClock(provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Done when no grain has anything to do.</summary>
    public static Task RestAsync(IServiceProvider services, CancellationToken cancellationToken) => services.GetRequiredService<SiloRest>().WaitAsync(cancellationToken);
}
