using Orleans.Runtime.Invocation;

namespace Orleans.Runtime;

/// <summary>Stands for a grain; generated subclasses turn its methods into calls.</summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal SiloRuntime Runtime = null!;

    /// <summary>Whose reference this is.</summary>
    public GrainId GrainId { get; internal set; }

    /// <summary>Sends a call without result.</summary>
    protected Task Send(GrainCall call, int method)
    {
        call.Traits = Runtime.References.TraitsOf(this)[method];
        return Runtime.Send<object?>(this, call);
    }

    /// <summary>Sends a call with a result.</summary>
    protected Task<TResult> Send<TResult>(GrainCall call, int method)
    {
        call.Traits = Runtime.References.TraitsOf(this)[method];
        return Runtime.Send<TResult>(this, call);
    }

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"GrainReference:{GrainId}";
}
