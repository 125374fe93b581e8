using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Payments.Contracts.Orders;
using Payments.Domain.Identity;
using Payments.Grains.Merchants;
using Payments.Grains.Persistence;

namespace Payments.Grains.Tests.Architecture;

/// <summary>The product by reflection.</summary>
internal static class Product
{
    public static Assembly Domain { get; } = typeof(OrderId).Assembly;

    public static Assembly Contracts { get; } = typeof(IOrderGrain).Assembly;

    public static Assembly Grains { get; } = typeof(MerchantGrain).Assembly;

    public static IReadOnlyList<Type> GrainInterfaces { get; } = [.. Contracts.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    public static IReadOnlyList<Type> GrainClasses { get; } = [.. Grains.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IGrainBase).IsAssignableFrom(type))];

    /// <summary>What an assembly declares, without what Orleans' generator adds to it.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes().Where(type => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) != true);

    /// <summary>Every persistent state that a grain asks for.</summary>
    public static IReadOnlyList<(Type Grain, PersistentStateAttribute Facet, Type State)> States { get; } =
    [
        .. from grain in GrainClasses
           from parameter in grain.GetConstructors().Single().GetParameters()
           let facet = parameter.GetCustomAttribute<PersistentStateAttribute>()
           where facet is not null
           select (grain, facet, parameter.ParameterType.GetGenericArguments()[0]),
    ];

    /// <summary>Every type of ours that travels in a message or lies in a state.</summary>
    public static IReadOnlyList<Type> WireTypes { get; } = Closure();

    /// <summary>The properties that are carried; computed ones have no setter, and unknown fields stay where they are stored: Orleans wants them marked.</summary>
    public static IEnumerable<PropertyInfo> Carried(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => BackingField(property) is { } field ? !field.IsDefined(typeof(NonSerializedAttribute)) : property.SetMethod is not null);

    public static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod is not { } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>Type arguments, elements and the type itself, with tasks, nullables and collections taken off.</summary>
    public static IEnumerable<Type> Parts(Type type)
    {
        if (type.IsArray) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];
    }

    private static FieldInfo? BackingField(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance);

    private static List<Type> Closure()
    {
        var roots = GrainInterfaces.SelectMany(face => face.GetMethods()).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            .Concat(States.Where(state => state.State.GetGenericTypeDefinition() == typeof(Stored<>)).Select(state => state.State.GetGenericArguments()[0]));
        var found = new HashSet<Type>();
        var queue = new Queue<Type>(roots.SelectMany(Parts));
        while (queue.TryDequeue(out var type))
        {
            if (type.Assembly != Domain && type.Assembly != Contracts || typeof(IGrain).IsAssignableFrom(type) || !found.Add(type)) continue;
            foreach (var part in Carried(type).SelectMany(property => Parts(property.PropertyType))) queue.Enqueue(part);
        }
        return [.. found.OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }
}
