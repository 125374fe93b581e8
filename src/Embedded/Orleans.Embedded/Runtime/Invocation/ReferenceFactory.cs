using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace Orleans.Runtime.Invocation;

/// <summary>Makes references, generating each interface's class once.</summary>
internal sealed class ReferenceFactory(SiloRuntime runtime, GrainTypeMap types)
{
    private static readonly ConcurrentDictionary<Type, Shape> ByInterface = new();
    private static readonly ConcurrentDictionary<Type, Shape> ByReference = new();

    public T Get<T>(GrainId id) where T : IAddressable => (T)(object)Get(typeof(T), id);

    public GrainReference Get(Type grainInterface, GrainId id)
    {
        var reference = ShapeOf(grainInterface).Create();
        reference.Runtime = runtime;
        reference.GrainId = id;
        return reference;
    }

    public T GetByKey<T>(string key, string? classPrefix) where T : IAddressable => (T)(object)GetByKey(typeof(T), key, classPrefix);

    public GrainReference GetByKey(Type grainInterface, string key, string? classPrefix = null) =>
        Get(grainInterface, new GrainId(types.GrainTypeOf(grainInterface, classPrefix), IdSpan.Create(key)));

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
