using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Invocation;

/// <summary>A call with its arguments; one subclass per interface method is generated at run time.</summary>
/// <remarks>Public because generated assemblies derive from it.</remarks>
public abstract class GrainCall : IInvokable
{
    internal CallTraits Traits = null!;

    /// <summary>Calls the method on an instance.</summary>
    public abstract Task Invoke(object target);

    /// <inheritdoc />
    public abstract object? GetArgument(int index);

    /// <inheritdoc />
    public virtual CancellationToken GetCancellationToken() => CancellationToken.None;

    /// <summary>Puts another token in the place of the caller's.</summary>
    public virtual void SetCancellationToken(CancellationToken token) { }

    /// <inheritdoc />
    public bool IsCancellable => Traits.IsCancellable;

    /// <inheritdoc />
    public int GetArgumentCount() => Traits.Method.GetParameters().Length;

    /// <inheritdoc />
    public string GetMethodName() => Traits.Method.Name;

    /// <inheritdoc />
    public string GetInterfaceName() => Traits.Method.DeclaringType!.FullName!;

    /// <inheritdoc />
    public Type GetInterfaceType() => Traits.Method.DeclaringType!;

    /// <inheritdoc />
    public MethodInfo GetMethod() => Traits.Method;
}
