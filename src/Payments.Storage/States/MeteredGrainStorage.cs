using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Storage.States;

/// <summary>
/// Feeds <see cref="StorageMetrics"/> where another provider than ours writes states, each in a commit of its own: dashboards and alerts then mean the same for every state. What waits is what
/// the provider was given and has not answered.
/// </summary>
public sealed class MeteredGrainStorage : IGrainStorage
{
    private readonly IGrainStorage inner;
    private readonly StorageMetrics metrics;
    private int waiting;

    /// <summary>Measures what a provider does.</summary>
    public MeteredGrainStorage(IGrainStorage inner, StorageMetrics metrics)
    {
        (this.inner, this.metrics) = (inner, metrics);
        metrics.Watch(() => Volatile.Read(ref waiting));
    }

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => MeasureAsync(() => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => MeasureAsync(() => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task MeasureAsync(Func<Task> write)
    {
        var began = metrics.Begin();
        Interlocked.Increment(ref waiting);
        try
        {
            await write();
            metrics.Committed(1, began);
        }
        catch (Exception exception) when (exception is not InconsistentStateException && !StorageFaults.IsTaken(exception))
        {
            metrics.Failed(1);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
