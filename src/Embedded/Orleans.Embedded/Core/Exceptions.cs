namespace Orleans.Runtime
{
    /// <summary>The root of the runtime's own failures.</summary>
    public class OrleansException : Exception
    {
        /// <summary>Says what failed.</summary>
        public OrleansException(string message) : base(message) { }

        /// <summary>Says what failed and why.</summary>
        public OrleansException(string message, Exception? innerException) : base(message, innerException) { }
    }

    /// <summary>The silo does not take calls: it is not started, or stopping.</summary>
    public sealed class SiloUnavailableException(string message) : OrleansException(message);
}

namespace Orleans.Storage
{
    /// <summary>The stored state is not the one that was read: somebody else wrote it meanwhile.</summary>
    /// <remarks>When it leaves a grain call, the activation is deactivated, so that the next call reads afresh.</remarks>
    public class InconsistentStateException : Runtime.OrleansException
    {
        /// <summary>Says what was expected and found.</summary>
        public InconsistentStateException(string message, string storedEtag, string currentEtag, Exception? storageException = null)
            : base(message, storageException) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

        /// <summary>The ETag in storage, where known.</summary>
        public string StoredEtag { get; }

        /// <summary>The ETag in memory.</summary>
        public string CurrentEtag { get; }
    }
}
