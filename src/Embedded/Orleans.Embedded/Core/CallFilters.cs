using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans
{
    /// <summary>A filter around incoming calls as a function.</summary>
    public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

    /// <summary>A filter around outgoing calls as a function.</summary>
    public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);

    /// <summary>Runs around calls on the side of the grain. A grain class that is one filters its own calls, after those of the silo.</summary>
    public interface IIncomingGrainCallFilter
    {
        /// <summary>Goes on with <see cref="IGrainCallContext.Invoke"/>, or does not.</summary>
        Task Invoke(IIncomingGrainCallContext context);
    }

    /// <summary>Runs around calls on the side of the caller.</summary>
    public interface IOutgoingGrainCallFilter
    {
        /// <summary>Goes on with <see cref="IGrainCallContext.Invoke"/>, or does not.</summary>
        Task Invoke(IOutgoingGrainCallContext context);
    }

    /// <summary>A call under way.</summary>
    public interface IGrainCallContext
    {
        /// <summary>The request: its method and arguments.</summary>
        IInvokable Request { get; }

        /// <summary>The grain or its reference.</summary>
        object Grain { get; }

        /// <summary>Which grain calls. For a caller outside of grains null among outgoing calls, and among incoming ones a client, of the type <c>sys.client</c>.</summary>
        GrainId? SourceId { get; }

        /// <summary>Who is called.</summary>
        GrainId TargetId { get; }

        /// <summary>The method, as the interface declares it.</summary>
        MethodInfo InterfaceMethod { get; }

        /// <summary>The interface's full name.</summary>
        string InterfaceName { get; }

        /// <summary>The method's name.</summary>
        string MethodName { get; }

        /// <summary>The result, once the call was made; may be replaced.</summary>
        object? Result { get; set; }

        /// <summary>Goes on to the next filter, or to the grain.</summary>
        Task Invoke();
    }

    /// <summary>A call on the side of the grain.</summary>
    public interface IIncomingGrainCallContext : IGrainCallContext
    {
        /// <summary>The activation that is called.</summary>
        IGrainContext TargetContext { get; }

        /// <summary>The method, as the class implements it.</summary>
        MethodInfo ImplementationMethod { get; }
    }

    /// <summary>A call on the side of the caller.</summary>
    public interface IOutgoingGrainCallContext : IGrainCallContext
    {
        /// <summary>The activation that calls; null outside of grains.</summary>
        IGrainContext? SourceContext { get; }
    }
}

namespace Orleans.Serialization.Invocation
{
    /// <summary>A request as an object.</summary>
    public interface IInvokable
    {
        /// <summary>How many arguments it has.</summary>
        int GetArgumentCount();

        /// <summary>One of them.</summary>
        object? GetArgument(int index);

        /// <summary>The method's name.</summary>
        string GetMethodName();

        /// <summary>Whether the method takes a cancellation token.</summary>
        bool IsCancellable { get; }

        /// <summary>The token that the method gets, or none.</summary>
        CancellationToken GetCancellationToken();

        /// <summary>The interface's full name.</summary>
        string GetInterfaceName();

        /// <summary>The interface.</summary>
        Type GetInterfaceType();

        /// <summary>The method.</summary>
        MethodInfo GetMethod();
    }
}
