using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;
using Payments.Testing.Databases;

namespace Payments.Testing.Silo;

/// <summary>What a silo under test takes of the cluster edition: a cluster of one, in memory.</summary>
/// <remarks>
/// Grain timers and reminders run on the test's clock. Membership, the grain directory and the maintenance of a silo run on the machine's: they are loops that
/// watch over each other and take a clock that stands still for a silo that hangs. Late calls, slow starts and idle activations are measured by the machine's
/// clock whatever is registered, so that what looks for late calls runs on it, too.
/// </remarks>
public static class TestRuntime
{
    /// <summary>Whether grains run on Microsoft Orleans.</summary>
    public static bool IsCluster => true;

    private static readonly string[] MachineClocks = [TimeProviderNames.Membership, TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory, TimeProviderNames.ActivationManagement];

    /// <summary>Prepares a silo of its own, on the clock of its services.</summary>
    public static void Prepare(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(PostgresServer.FreePort(), PostgresServer.FreePort());
        // Telling other silos of one's load is a grain timer as well; there are none to tell.
        silo.Configure<DeploymentLoadPublisherOptions>(options => options.DeploymentLoadPublisherRefreshTime = TimeSpan.Zero);
        PinClocks(silo.Services);
        silo.Services.AddSingleton<CallTracker>();
        silo.Services.AddSingleton<Orleans.IIncomingGrainCallFilter>(services => services.GetRequiredService<CallTracker>());
        silo.Services.AddSingleton<Orleans.IOutgoingGrainCallFilter>(services => services.GetRequiredService<CallTracker>());
    }

    /// <summary>Keeps what must not stand still on the machine's clock.</summary>
    public static void PinClocks(IServiceCollection services)
    {
        foreach (var name in MachineClocks) services.AddKeyedSingleton(name, TimeProvider.System);
        services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, (provider, _) => new MovingClock(provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>Done when no grain has anything to do.</summary>
    /// <remarks>Orleans does not tell, so this looks for a moment in which no call is under way and none begins; activations that start or end are not seen otherwise.</remarks>
    public static Task SettleAsync(IServiceProvider services, CancellationToken cancellationToken) => services.GetRequiredService<CallTracker>().SettleAsync(cancellationToken);
}
