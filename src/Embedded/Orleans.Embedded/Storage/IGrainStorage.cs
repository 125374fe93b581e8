using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A state on its way to or from storage.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The state.</summary>
        T? State { get; set; }

        /// <summary>The ETag, or null before the first write.</summary>
        string? ETag { get; set; }

        /// <summary>Whether storage holds a record.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>The ordinary <see cref="IGrainState{T}"/>.</summary>
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>Holds nothing yet.</summary>
        public GrainState() { }

        /// <summary>Holds a state.</summary>
        public GrainState(T? state) : this(state, null) { }

        /// <summary>Holds a state of a known version.</summary>
        public GrainState(T? state, string? eTag) => (State, ETag) = (state, eTag);

        /// <inheritdoc />
        public T? State { get; set; }

        /// <inheritdoc />
        public string? ETag { get; set; }

        /// <inheritdoc />
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    /// <summary>Stores the states of grains.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads a state; one that does not exist leaves a fresh instance and no ETag.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>The same, until the token is cancelled; a storage that cannot stop half-way ignores it.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ReadStateAsync(stateName, grainId, grainState);

        /// <summary>Writes a state and sets its new ETag.</summary>
        /// <exception cref="InconsistentStateException">The ETag is not the stored one.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>The same, until the token is cancelled; a storage that cannot stop half-way ignores it.</summary>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            WriteStateAsync(stateName, grainId, grainState);

        /// <summary>Removes a state.</summary>
        /// <exception cref="InconsistentStateException">The ETag is not the stored one.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>The same, until the token is cancelled; a storage that cannot stop half-way ignores it.</summary>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ClearStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Turns states into bytes and back.</summary>
    public interface IGrainStorageSerializer
    {
        /// <summary>Writes.</summary>
        BinaryData Serialize<T>(T input);

        /// <summary>Reads.</summary>
        T Deserialize<T>(BinaryData input);
    }
}
