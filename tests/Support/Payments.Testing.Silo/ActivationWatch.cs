using Orleans.Runtime;
using Orleans.Runtime.Diagnostics;

namespace Payments.Testing.Silo;

/// <summary>
/// Follows the activations of one silo: one that is being created or ended counts as work, and each can be asked whether its queue of
/// turns is empty.
/// </summary>
internal sealed class ActivationWatch : IObserver<GrainLifecycleEvents.LifecycleEvent>, IDisposable
{
    private readonly SiloAddress silo;
    private readonly Action begin;
    private readonly Action end;
    private readonly Dictionary<IGrainContext, bool> isChanging = new(ReferenceEqualityComparer.Instance);
    private readonly IDisposable subscription;

    /// <summary>Begins to follow.</summary>
    /// <param name="silo">Events are those of the process; other silos' are passed over.</param>
    /// <param name="begin">Called when an activation begins to be created or ended.</param>
    /// <param name="end">Called when that is done.</param>
    public ActivationWatch(SiloAddress silo, Action begin, Action end)
    {
        (this.silo, this.begin, this.end) = (silo, begin, end);
        subscription = GrainLifecycleEvents.AllEvents.Subscribe(this);
    }

    /// <summary>Done when each activation has had the turns that were queued there by now.</summary>
    public Task PassAllAsync()
    {
        IGrainContext[] contexts;
        lock (isChanging) contexts = [.. isChanging.Keys];
        return Task.WhenAll(contexts.Select(PassAsync));
    }

    public void OnNext(GrainLifecycleEvents.LifecycleEvent value)
    {
        var context = value.GrainContext;
        if (!silo.Equals(context.Address.SiloAddress)) return;
        var action = value switch
        {
            GrainLifecycleEvents.Created or GrainLifecycleEvents.Deactivating => Note(context, isChangingNow: true) ? begin : null,
            GrainLifecycleEvents.Activated => Note(context, isChangingNow: false) ? end : null,
            GrainLifecycleEvents.Deactivated => Forget(context) ? end : null,
            _ => throw new InvalidOperationException($"{value.GetType()} is an event of an activation that nobody knows how to count."),
        };
        action?.Invoke();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscription.Dispose();

    /// <returns>Whether that is another than before.</returns>
    private bool Note(IGrainContext context, bool isChangingNow)
    {
        lock (isChanging)
        {
            var wasChanging = isChanging.GetValueOrDefault(context);
            isChanging[context] = isChangingNow;
            return wasChanging != isChangingNow;
        }
    }

    private bool Forget(IGrainContext context)
    {
        lock (isChanging) return isChanging.Remove(context, out var wasChanging) && wasChanging;
    }

    private static Task PassAsync(IGrainContext context)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Scheduler.QueueAction(passed.SetResult);
        return passed.Task;
    }
}
