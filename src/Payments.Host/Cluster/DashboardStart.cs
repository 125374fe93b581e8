namespace Payments.Host.Cluster;

/// <summary>
/// Begins the dashboard's background work in this silo at the first look, and leaves it on: it collects all of Orleans' instruments once a
/// second, of which some count every activation in memory.
/// </summary>
/// <param name="services">The host's services.</param>
/// <param name="background">Makes the hosted services that the dashboard registered.</param>
internal sealed class DashboardStart(IServiceProvider services, IReadOnlyList<Func<IServiceProvider, object>> background)
{
    private readonly Lazy<Task> started = new(() => StartAsync(services, background));

    /// <summary>
    /// Takes the dashboard's background work out of what starts with the silo. It is a hosted service, which since Orleans 10.4.2 begins as
    /// a part of the silo's life.
    /// </summary>
    /// <param name="all">The silo's services.</param>
    /// <param name="added">Those that the dashboard registered.</param>
    public static void Postpone(IServiceCollection all, IReadOnlyList<ServiceDescriptor> added)
    {
        var background = new List<Func<IServiceProvider, object>>();
        foreach (var service in added)
        {
            var make = service.ImplementationFactory
                ?? (services => ActivatorUtilities.CreateInstance(services, service.ImplementationType!));
            if (service.ServiceType == typeof(IHostedService))
            {
                all.Remove(service);
                background.Add(make);
            }
            else if (service.ServiceType == typeof(ILifecycleParticipant<ISiloLifecycle>))
            {
                all.Remove(service);
                all.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new Member(make(services)));
                background.Add(make);
            }
        }
        all.AddSingleton(services => new DashboardStart(services, background));
    }

    /// <summary>Begins it, unless somebody looked before.</summary>
    public Task BeginAsync() => started.Value;

    private static async Task StartAsync(IServiceProvider services, IReadOnlyList<Func<IServiceProvider, object>> background)
    {
        foreach (var hosted in background.Select(make => make(services)).OfType<IHostedService>().Distinct())
        {
            await hosted.StartAsync(CancellationToken.None);
            if (hosted is not ILifecycleParticipant<ISiloLifecycle> member) continue;
            var stages = new Stages();
            member.Participate(stages);
            foreach (var (_, observer) in stages.Observers.OrderBy(stage => stage.Number)) await observer.OnStart(CancellationToken.None);
        }
    }

    /// <summary>Takes part in the silo's life where what it stands for is no background work.</summary>
    private sealed class Member(object inner) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle observer)
        {
            if (inner is ILifecycleParticipant<ISiloLifecycle> member and not IHostedService) member.Participate(observer);
        }
    }

    /// <summary>Notes who wants to begin at which stage; all stages are past.</summary>
    private sealed class Stages : ISiloLifecycle, IDisposable
    {
        public List<(int Number, ILifecycleObserver Observer)> Observers { get; } = [];

        public int HighestCompletedStage => ServiceLifecycleStage.Active;

        public int LowestStoppedStage => int.MaxValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Observers.Add((stage, observer));
            return this;
        }

        public void Dispose()
        {
        }
    }
}
