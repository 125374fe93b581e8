namespace Orleans;

/// <summary>Something with a beginning and an end, in stages.</summary>
public interface ILifecycleObservable
{
    /// <summary>Takes part at a stage; disposing what comes back ends that.</summary>
    IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
}

/// <summary>Takes part in a stage of a beginning and an end.</summary>
public interface ILifecycleObserver
{
    /// <summary>The stage begins; lower stages are complete.</summary>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>The stage ends; higher stages have ended. Called only if its stage began.</summary>
    Task OnStop(CancellationToken cancellationToken = default);
}

/// <summary>A service that takes part in a lifecycle; registered with the container, it is asked once.</summary>
public interface ILifecycleParticipant<TLifecycleObservable> where TLifecycleObservable : ILifecycleObservable
{
    /// <summary>Subscribes to the stages that matter to it.</summary>
    void Participate(TLifecycleObservable lifecycle);
}
