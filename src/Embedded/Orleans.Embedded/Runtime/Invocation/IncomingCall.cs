using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Invocation;

/// <summary>A call on its way through filters, first to last, to the grain or onto the wire.</summary>
internal abstract class FilteredCall(GrainCall call, object grain, GrainId target) : IGrainCallContext
{
    private int next;

    public IInvokable Request => call;

    public object Grain => grain;

    public GrainId TargetId => target;

    public MethodInfo InterfaceMethod => call.Traits.Method;

    public string MethodName => call.Traits.Method.Name;

    public object? Result { get; set; }

    protected GrainCall Call => call;

    public Task Invoke() => Invoke(next++);

    protected abstract Task Invoke(int stage);

    protected static object? ResultOf(Task done) =>
        done.GetType() is { IsGenericType: true } type && type.GetProperty(nameof(Task<object>.Result)) is { } property && property.PropertyType.Name != "VoidTaskResult"
            ? property.GetValue(done)
            : null;
}

/// <summary>A call among the filters on the grain's side.</summary>
internal sealed class IncomingCall(IIncomingGrainCallFilter[] filters, Activation activation, GrainCall call)
    : FilteredCall(call, activation.GrainInstance!, activation.GrainId), IIncomingGrainCallContext
{
    private readonly object instance = activation.GrainInstance!;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = instance.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public static async Task<object?> RunAsync(IIncomingGrainCallFilter[] filters, Activation activation, GrainCall call)
    {
        var context = new IncomingCall(filters, activation, call);
        await context.Invoke();
        return context.Result;
    }

    protected override async Task Invoke(int stage)
    {
        if (stage < filters.Length)
        {
            await filters[stage].Invoke(this);
            return;
        }
        var done = Call.Invoke(instance);
        await done;
        Result = ResultOf(done);
    }
}

/// <summary>A call among the filters on the caller's side.</summary>
internal sealed class OutgoingCall(IOutgoingGrainCallFilter[] filters, GrainReference reference, GrainCall call, Func<Task> send)
    : FilteredCall(call, reference, reference.GrainId), IOutgoingGrainCallContext
{
    protected override async Task Invoke(int stage)
    {
        if (stage < filters.Length)
        {
            await filters[stage].Invoke(this);
            return;
        }
        var done = send();
        await done;
        Result = ResultOf(done);
    }
}
