using System.Globalization;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Payments.Storage.States;

/// <summary>Stores grain states as rows. ETags are row versions.</summary>
public sealed class DatabaseGrainStorage(IStateStore store, IGrainStorageSerializer serializer) : IGrainStorage
{
    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (table, key) = StateTables.Locate(stateName, grainId.Key.ToString()!);
        if (await store.ReadAsync(table, key) is { } row)
        {
            grainState.State = serializer.Deserialize<T>(new BinaryData(row.State));
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
            return;
        }
        Forget(grainState);
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (table, key) = StateTables.Locate(stateName, grainId.Key.ToString()!);
        var payload = serializer.Serialize(grainState.State).ToMemory();
        try
        {
            var version = await store.WriteAsync(table, key, payload, VersionOf(grainState));
            grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }
        catch (StateConflictException conflict)
        {
            throw new InconsistentStateException(conflict.Message, "unknown", grainState.ETag ?? "none", conflict);
        }
    }

    /// <inheritdoc />
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (VersionOf(grainState) is { } version)
        {
            var (table, key) = StateTables.Locate(stateName, grainId.Key.ToString()!);
            try
            {
                await store.ClearAsync(table, key, version);
            }
            catch (StateConflictException conflict)
            {
                throw new InconsistentStateException(conflict.Message, "unknown", grainState.ETag ?? "none", conflict);
            }
        }
        Forget(grainState);
    }

    /// <inheritdoc />
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc />
    /// <remarks>A write that has begun is waited for, so that its outcome is known.</remarks>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc />
    /// <remarks>One that has begun is waited for, like a write.</remarks>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : ClearStateAsync(stateName, grainId, grainState);

    private static int? VersionOf<T>(IGrainState<T> state) => state.ETag is null ? null : int.Parse(state.ETag, CultureInfo.InvariantCulture);

    private static void Forget<T>(IGrainState<T> state)
    {
        state.State = Activator.CreateInstance<T>();
        state.ETag = null;
        state.RecordExists = false;
    }
}
