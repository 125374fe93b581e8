namespace Payments.Host.Cluster;

/// <summary>
/// Begins the dashboard's background work in this silo at the first look, and leaves it on: it collects all of Orleans' instruments once a
/// second, of which some count every activation in memory.
/// </summary>
/// <param name="services">The host's services.</param>
/// <param name="background">The hosted services that the dashboard registered.</param>
internal sealed class DashboardStart(IServiceProvider services, IReadOnlyList<ServiceDescriptor> background)
{
    private readonly Lazy<Task> started = new(() => StartAsync(services, background));

    /// <summary>Begins it, unless somebody looked before.</summary>
    public Task BeginAsync() => started.Value;

    private static async Task StartAsync(IServiceProvider services, IReadOnlyList<ServiceDescriptor> background)
    {
        foreach (var service in background)
        {
            var hosted = service.ImplementationFactory?.Invoke(services)
                ?? ActivatorUtilities.CreateInstance(services, service.ImplementationType!);
            await ((IHostedService)hosted).StartAsync(CancellationToken.None);
        }
    }
}
