using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Invocation;

/// <summary>A call on its way through filters, first to last, to the grain or to the runtime.</summary>
internal abstract class FilteredCall(GrainCall call, object grain, GrainId target, IGrainContext? source) : IGrainCallContext
{
    /// <summary>Who calls from outside of grains.</summary>
    protected static GrainId Client { get; } = GrainId.Create("sys.client", "hosted");

    private int next;

    public IInvokable Request => call;

    public object Grain => grain;

    public virtual GrainId? SourceId => source?.GrainId;

    public GrainId TargetId => target;

    public IGrainContext? SourceContext => source;

    public MethodInfo InterfaceMethod => call.Traits.Method;

    public string InterfaceName => call.GetInterfaceName();

    public string MethodName => call.Traits.Method.Name;

    public object? Result { get; set; }

    public Task Invoke() => Invoke(next++);

    protected abstract Task Invoke(int stage);
}

/// <summary>A call among the filters on the grain's side: the silo's, then the grain's own.</summary>
internal sealed class IncomingCall(IIncomingGrainCallFilter[] filters, Activation activation, Message message)
    : FilteredCall(message.Call, activation.GrainInstance!, activation.GrainId, message.Sender), IIncomingGrainCallContext
{
    private readonly object instance = activation.GrainInstance!;

    public override GrainId? SourceId => base.SourceId ?? Client;

    public IGrainContext TargetContext => activation;

    public MethodInfo ImplementationMethod
    {
        get
        {
            var map = instance.GetType().GetInterfaceMap(InterfaceMethod.DeclaringType!);
            return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, InterfaceMethod)];
        }
    }

    public static async Task<object?> RunAsync(IIncomingGrainCallFilter[] filters, Activation activation, Message message)
    {
        var context = new IncomingCall(filters, activation, message);
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
        if (stage == filters.Length && instance is IIncomingGrainCallFilter own)
        {
            await own.Invoke(this);
            return;
        }
        var done = message.Call.Invoke(instance);
        await done;
        Result = message.ResultOf(done);
    }
}

/// <summary>A call among the filters on the caller's side.</summary>
internal sealed class OutgoingCall(IOutgoingGrainCallFilter[] filters, GrainReference reference, GrainCall call, Func<Task<object?>> send)
    : FilteredCall(call, reference, reference.GrainId, RuntimeContext.Current), IOutgoingGrainCallContext
{
    protected override async Task Invoke(int stage)
    {
        if (stage < filters.Length) await filters[stage].Invoke(this);
        else Result = await send();
    }
}
