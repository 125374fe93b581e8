using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Payments.Testing.Silo;

/// <summary>What a silo under test takes of the cluster edition: a cluster of one, in memory.</summary>
/// <remarks>
/// Grain timers, reminders and call time-outs run on the test's clock. Membership, the grain directory and the maintenance of a silo run on the machine's:
/// they are loops that watch over each other and take a clock that stands still for a silo that hangs. Idle activations are collected by the machine's clock
/// whatever is registered.
/// </remarks>
public static class TestRuntime
{
    /// <summary>Whether grains run on Microsoft Orleans.</summary>
    public static bool IsCluster => true;

    private static readonly string[] MachineClocks = [TimeProviderNames.Membership, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory, TimeProviderNames.ActivationManagement];

    /// <summary>Prepares a silo of its own, on the clock of its services.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="callTimeouts">A clock for what looks for late calls again and again.</param>
    public static void Prepare(ISiloBuilder silo, TimeProvider callTimeouts)
    {
        silo.UseLocalhostClustering(FreePort(), FreePort());
        PinClocks(silo.Services);
        silo.Services.AddKeyedSingleton(TimeProviderNames.Messaging, callTimeouts);
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
