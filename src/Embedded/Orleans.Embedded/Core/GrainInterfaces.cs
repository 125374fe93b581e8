namespace Orleans.Runtime
{
    /// <summary>Anything that a grain reference can stand for.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Marks a grain interface.</summary>
    public interface IGrain : Runtime.IAddressable;

    /// <summary>Marks a grain interface whose key is a text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Marks a grain interface whose key is an integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>What the runtime needs of a grain class.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation that hosts this instance.</summary>
        Runtime.IGrainContext GrainContext { get; }

        /// <summary>Runs in the first turn, after the persistent states were read and before any call.</summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs in the last turn.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }
}
