namespace Orleans.Runtime;

/// <summary>An activation, seen from its grain.</summary>
public interface IGrainContext
{
    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The instance; null while it is being made.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation: a scope of its own, disposed with it.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Done when the activation has ended.</summary>
    Task Deactivated { get; }

    /// <summary>Ends the activation once its calls are done.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
