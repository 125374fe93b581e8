using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Storage.States;

/// <summary>
/// Reads a state when its grain asks for it, not when its grain is activated: what is nearly always new is then written without a look-up. The first read, the activation's own, only says so of
/// the state; the next one reads.
/// </summary>
public sealed class OnDemandGrainStorage(IGrainStorage inner) : IGrainStorage
{
    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState is { RecordExists: false, State: IReadOnDemand { IsUnread: false } fresh })
        {
            fresh.IsUnread = true;
            return;
        }
        await inner.ReadStateAsync(stateName, grainId, grainState);
        if (grainState.State is IReadOnDemand read) read.IsUnread = false;
    }

    /// <inheritdoc />
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
}
