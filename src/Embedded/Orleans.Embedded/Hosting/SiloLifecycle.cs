namespace Orleans.Runtime;

/// <summary>Starts the silo's participants stage by stage, and stops them in the opposite order.</summary>
internal sealed class SiloLifecycle : ISiloLifecycle
{
    private readonly List<Subscription> subscriptions = [];
    private int highestBegun = int.MinValue;

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(this, stage, observer);
        lock (subscriptions) subscriptions.Add(subscription);
        return subscription;
    }

    public async Task StartAsync(CancellationToken token)
    {
        foreach (var stage in Stages().OrderBy(static stage => stage.Key))
        {
            token.ThrowIfCancellationRequested();
            highestBegun = stage.Key;
            await Task.WhenAll(stage.Select(subscription => subscription.Observer.OnStart(token)));
            HighestCompletedStage = stage.Key;
        }
    }

    /// <summary>Every stage that began is ended, whatever fails; the first failure comes out afterwards.</summary>
    public async Task StopAsync(CancellationToken token)
    {
        List<Exception> failures = [];
        foreach (var stage in Stages().Where(stage => stage.Key <= highestBegun).OrderByDescending(static stage => stage.Key))
        {
            foreach (var subscription in stage)
            {
                try
                {
                    await subscription.Observer.OnStop(token);
                }
                catch (Exception exception)
                {
                    failures.Add(exception);
                }
            }
            LowestStoppedStage = stage.Key;
        }
        highestBegun = int.MinValue;
        if (failures.Count > 0) throw new AggregateException("The silo did not stop in an orderly way.", failures);
    }

    private IGrouping<int, Subscription>[] Stages()
    {
        lock (subscriptions) return [.. subscriptions.GroupBy(static subscription => subscription.Stage)];
    }

    private sealed class Subscription(SiloLifecycle owner, int stage, ILifecycleObserver observer) : IDisposable
    {
        public int Stage => stage;

        public ILifecycleObserver Observer => observer;

        public void Dispose()
        {
            lock (owner.subscriptions) owner.subscriptions.Remove(this);
        }
    }
}
