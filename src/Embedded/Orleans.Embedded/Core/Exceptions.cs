namespace Orleans.Runtime
{
    /// <summary>The root of the runtime's own failures.</summary>
    public class OrleansException : Exception
    {
        /// <summary>Says nothing.</summary>
        public OrleansException() : base("Unexpected error.") { }

        /// <summary>Says what failed.</summary>
        public OrleansException(string message) : base(message) { }

        /// <summary>Says what failed and why.</summary>
        public OrleansException(string message, Exception? innerException) : base(message, innerException) { }
    }

    /// <summary>A call was refused before it reached its grain.</summary>
    public class OrleansMessageRejectionException : OrleansException
    {
        internal OrleansMessageRejectionException(string message, Exception? innerException = null) : base(message, innerException) { }
    }

    /// <summary>The silo does not take calls: it is not started, or stopping.</summary>
    public sealed class SiloUnavailableException : OrleansMessageRejectionException
    {
        /// <summary>Says nothing more.</summary>
        public SiloUnavailableException() : base("The silo is not available.") { }

        /// <summary>Says why.</summary>
        public SiloUnavailableException(string msg) : base(msg) { }

        /// <summary>Says why.</summary>
        public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
    }
}

namespace Orleans.Storage
{
    /// <summary>The stored state is not the one that was read: somebody else wrote it meanwhile.</summary>
    /// <remarks>When it leaves a call of the grain where it arose, that activation is deactivated, so that the next call reads afresh.</remarks>
    public class InconsistentStateException : Runtime.OrleansException
    {
        /// <summary>Says nothing more.</summary>
        public InconsistentStateException() : this("The state was written meanwhile.") { }

        /// <summary>Says what was found.</summary>
        public InconsistentStateException(string message) : base(message) { }

        /// <summary>Says what was found and why.</summary>
        public InconsistentStateException(string message, Exception? innerException) : base(message, innerException) { }

        /// <summary>Says what was expected and found.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : this(errorMsg, storedEtag, currentEtag, null) { }

        /// <summary>Says what was expected and found, and why.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

        /// <summary>Takes its words from the storage's own exception.</summary>
        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException.Message, storedEtag, currentEtag, storageException) { }

        /// <summary>The ETag in storage, where known.</summary>
        public string? StoredEtag { get; }

        /// <summary>The ETag in memory.</summary>
        public string? CurrentEtag { get; }

        /// <summary>True until it has left the grain where it arose; the grains that called that one keep their activations.</summary>
        internal bool IsSourceActivation { get; set; } = true;
    }
}
