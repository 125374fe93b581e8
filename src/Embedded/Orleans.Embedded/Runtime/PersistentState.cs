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
    internal sealed class PersistentState<TState>(string name, IGrainStorage storage, GrainId id) : IPersistentState<TState>, IGrainState<TState>, IActivationState
    {
        private readonly string name = name;
        private readonly IGrainStorage storage = storage;
        private readonly GrainId id = id;

        public TState State { get; set; } = Activator.CreateInstance<TState>();

        public string? Etag { get; private set; }

        public bool RecordExists { get; private set; }

        TState? IGrainState<TState>.State
        {
            get => State;
            set => State = value!;
        }

        string? IGrainState<TState>.ETag
        {
            get => Etag;
            set => Etag = value;
        }

        bool IGrainState<TState>.RecordExists
        {
            get => RecordExists;
            set => RecordExists = value;
        }

        /// <summary>Called by compiled constructors of grains.</summary>
        public static PersistentState<TState> Create(Activation activation, IServiceProvider services, string stateName, string? storageName)
        {
            var storage = (storageName is null ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(storageName))
                ?? throw new InvalidOperationException($"No storage provider found with the name '{storageName ?? Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME}'.");
            var state = new PersistentState<TState>(stateName, storage, activation.GrainId);
            activation.AddState(state);
            return state;
        }

        public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

        public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

        public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

        public Task ReadStateAsync(CancellationToken cancellationToken) =>
            RunAsync(static (self, token) => self.storage.ReadStateAsync(self.name, self.id, self, token), cancellationToken, "reading");

        public Task WriteStateAsync(CancellationToken cancellationToken) =>
            RunAsync(static (self, token) => self.storage.WriteStateAsync(self.name, self.id, self, token), cancellationToken, "writing");

        public Task ClearStateAsync(CancellationToken cancellationToken) =>
            RunAsync(static (self, token) => self.storage.ClearStateAsync(self.name, self.id, self, token), cancellationToken, "clearing");

        public Task ReadAsync(CancellationToken token) => ReadStateAsync(token);

        // As in Orleans, a storage's own failures come wrapped: a grain looks for the meaning among the inner exceptions.
        private async Task RunAsync(Func<PersistentState<TState>, CancellationToken, Task> operation, CancellationToken token, string doing)
        {
            try
            {
                await operation(this, token);
            }
            catch (Exception exception) when (exception is not OrleansException && !(exception is OperationCanceledException && token.IsCancellationRequested))
            {
                throw new OrleansException($"Error {doing} the state {name} of {id}: {exception.Message}", exception);
            }
        }
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

        /// <summary>Removes the record.</summary>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <summary>Writes the state.</summary>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <summary>Reads the state afresh.</summary>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
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
