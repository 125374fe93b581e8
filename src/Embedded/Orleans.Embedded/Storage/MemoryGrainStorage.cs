using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>States that live as long as the process, serialized like any others, with ETags.</summary>
internal sealed class MemoryGrainStorage(IGrainStorageSerializer serializer) : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Id), (string Etag, BinaryData Payload)> rows = new();
    private int version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var exists = rows.TryGetValue((stateName, grainId), out var row);
        grainState.State = exists ? serializer.Deserialize<T>(row.Payload) : Activator.CreateInstance<T>();
        grainState.ETag = exists ? row.Etag : null;
        grainState.RecordExists = exists;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        var next = (Interlocked.Increment(ref version).ToString(CultureInfo.InvariantCulture), serializer.Serialize(grainState.State));
        var written = grainState.ETag is null
            ? rows.TryAdd(key, next)
            : rows.TryGetValue(key, out var row) && row.Etag == grainState.ETag && rows.TryUpdate(key, next, row);
        if (!written) throw Conflict(key, grainState.ETag);
        grainState.ETag = next.Item1;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (rows.TryGetValue(key, out var row) && (row.Etag != grainState.ETag || !rows.TryRemove(new(key, row)))) throw Conflict(key, grainState.ETag);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Conflict((string Name, GrainId Id) key, string? etag) =>
        new($"State {key.Name} of {key.Id} was written meanwhile.", rows.TryGetValue(key, out var row) ? row.Etag : "none", etag ?? "none");
}
