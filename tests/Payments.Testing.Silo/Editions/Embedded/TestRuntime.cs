using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Payments.Testing.Silo;

/// <summary>What a silo under test takes of the embedded edition.</summary>
public static class TestRuntime
{
    /// <summary>Whether grains run on Microsoft Orleans.</summary>
    public static bool IsCluster => false;

    /// <summary>Prepares a silo of its own, on the clock of its services.</summary>
    public static void Prepare(ISiloBuilder silo)
    {
    }

    /// <summary>Done when no grain has anything to do. Exact: the embedded runtime knows.</summary>
    public static Task SettleAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<SiloQuiet>().WaitAsync(cancellationToken);
}
