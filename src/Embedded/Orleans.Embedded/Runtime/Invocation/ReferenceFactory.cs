using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Orleans.Runtime.Invocation;

/// <summary>Makes references, generating each interface's class once.</summary>
internal sealed class ReferenceFactory(SiloRuntime runtime, GrainTypeMap types)
{
    private static readonly ConcurrentDictionary<Type, Shape> ByInterface = new();
    private static readonly ConcurrentDictionary<Type, Shape> ByReference = new();

    public T Get<T>(GrainId id) where T : IAddressable
    {
        var reference = ShapeOf(typeof(T)).Create();
        reference.Runtime = runtime;
        reference.GrainId = id;
        return (T)(object)reference;
    }

    public T GetByKey<T>(string key) where T : IAddressable => Get<T>(new GrainId(types.GrainTypeOf(typeof(T)), IdSpan.Create(key)));

    public CallTraits[] TraitsOf(GrainReference reference) => ByReference[reference.GetType()].Traits;

    private static Shape ShapeOf(Type grainInterface) => ByInterface.GetOrAdd(grainInterface, static type =>
    {
        var reference = ReferenceBuilder.Build(type);
        var create = Expression.Lambda<Func<GrainReference>>(Expression.New(reference)).Compile();
        var shape = new Shape(create, [.. ReferenceBuilder.MethodsOf(type).Select(method => new CallTraits(method))]);
        ByReference[reference] = shape;
        return shape;
    });

    private sealed record Shape(Func<GrainReference> Create, CallTraits[] Traits);
}
