using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Testing.Silo;

/// <summary>Counts what storage is asked to do, also by a grain's background work, which no call waits for.</summary>
internal sealed class CountedStorage(IGrainStorage inner, SiloRest rest) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rest.CountAsync(() => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rest.CountAsync(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rest.CountAsync(() => inner.ClearStateAsync(stateName, grainId, grainState));
}
