using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Orleans.Runtime
{
    /// <summary>Asks for a persistent state as a constructor argument of a grain.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class PersistentStateAttribute(string? stateName, string? storageName = null) : Attribute
    {
        /// <summary>The state's name, unique among all grains.</summary>
        public string? StateName { get; } = stateName;

        /// <summary>The storage provider's name; null is the default one.</summary>
        public string? StorageName { get; } = storageName;
    }

    /// <summary>A state that an activation reads before its first turn.</summary>
    internal interface IActivationState
    {
        Task ReadAsync(CancellationToken token);
    }

    /// <summary>One state of one activation, with its ETag.</summary>
    internal sealed class PersistentState<TState>(string name, IGrainStorage storage, GrainId id) : IPersistentState<TState>, IActivationState
    {
        private readonly GrainState<TState> stored = new();

        public TState State
        {
            get => stored.State;
            set => stored.State = value;
        }

        public string? Etag => stored.ETag;

        public bool RecordExists => stored.RecordExists;

        /// <summary>Called by compiled constructors of grains.</summary>
        public static PersistentState<TState> Create(Activation activation, string stateName, string? storageName)
        {
            var services = activation.ActivationServices;
            var storage = (storageName is null ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(storageName))
                ?? throw new InvalidOperationException($"No storage provider found with the name '{storageName ?? "Default"}'.");
            var state = new PersistentState<TState>(stateName, storage, activation.GrainId);
            activation.States.Add(state);
            return state;
        }

        public Task ReadStateAsync() => storage.ReadStateAsync(name, id, stored);

        public Task WriteStateAsync() => storage.WriteStateAsync(name, id, stored);

        public Task ClearStateAsync() => storage.ClearStateAsync(name, id, stored);

        public Task ReadAsync(CancellationToken token) => ReadStateAsync();
    }
}

namespace Orleans.Core
{
    /// <summary>Reads and writes one state.</summary>
    public interface IStorage
    {
        /// <summary>The ETag of what was last read or written.</summary>
        string? Etag { get; }

        /// <summary>Whether storage holds a record.</summary>
        bool RecordExists { get; }

        /// <summary>Removes the record.</summary>
        Task ClearStateAsync();

        /// <summary>Writes the state.</summary>
        /// <exception cref="InconsistentStateException">Somebody else wrote it meanwhile.</exception>
        Task WriteStateAsync();

        /// <summary>Reads the state afresh.</summary>
        Task ReadStateAsync();
    }

    /// <summary>Reads and writes one state of a type.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state in memory.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's persistent state.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;
}
