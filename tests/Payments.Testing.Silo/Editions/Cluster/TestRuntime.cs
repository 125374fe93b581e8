using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Payments.Testing.Silo;

/// <summary>What a silo under test takes of the cluster edition: a cluster of one, in memory.</summary>
/// <remarks>
/// Grain timers, reminders, collection and call time-outs run on the test's clock. Membership, the grain directory and the maintenance of a silo
/// run on the machine's: they are loops that watch over each other and take a clock that stands still for a silo that hangs.
/// </remarks>
public static class TestRuntime
{
    /// <summary>Whether grains run on Microsoft Orleans.</summary>
    public const bool IsCluster = true;

    private static readonly string[] MachineClocks = [TimeProviderNames.Membership, TimeProviderNames.SystemTimers, TimeProviderNames.GrainDirectory];

    /// <summary>Prepares a silo of its own, on the clock of its services.</summary>
    public static void Prepare(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(FreePort(), FreePort());
        foreach (var name in MachineClocks) silo.Services.AddKeyedSingleton(name, TimeProvider.System);
        silo.Services.AddSingleton<CallTracker>();
        silo.Services.AddSingleton<Orleans.IIncomingGrainCallFilter>(services => services.GetRequiredService<CallTracker>());
        silo.Services.AddSingleton<Orleans.IOutgoingGrainCallFilter>(services => services.GetRequiredService<CallTracker>());
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
