using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>What the runtime knows of a grain class: how to make one, and what its attributes say.</summary>
internal sealed class GrainClass
{
    private static readonly MethodInfo GetService = Resolver(nameof(ServiceProviderServiceExtensions.GetRequiredService), typeof(ServiceProviderServiceExtensions), [typeof(IServiceProvider), typeof(Type)]);
    private static readonly MethodInfo GetKeyedService = Resolver(nameof(ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService), typeof(ServiceProviderKeyedServiceExtensions), [typeof(IServiceProvider), typeof(Type), typeof(object)]);

    private readonly Func<Activation, object> create;

    public GrainClass(Type type, GrainCollectionOptions collection, SingletonServices singletons)
    {
        Type = type;
        Name = $"{type.FullName},{type.Assembly.GetName().Name}";
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        IsFilter = typeof(IIncomingGrainCallFilter).IsAssignableFrom(type);
        HasActivationHook = Overrides(type, nameof(Grain.OnActivateAsync));
        HasDeactivationHook = Overrides(type, nameof(Grain.OnDeactivateAsync));
        CollectionAge = AgeOf(type, collection);
        MayInterleave = type.GetCustomAttribute<MayInterleaveAttribute>() is { } named ? CompilePredicate(type, named.CallbackMethodName) : null;
        create = Compile(type, singletons);
    }

    public Type Type { get; }

    /// <summary>Its name among statistics, as Orleans writes it.</summary>
    public string Name { get; }

    public bool IsReentrant { get; }

    /// <summary>Whether the grain filters the calls that come to it.</summary>
    public bool IsFilter { get; }

    public bool HasActivationHook { get; }

    public bool HasDeactivationHook { get; }

    /// <summary>Idle for so long it is collected; <see cref="TimeSpan.MaxValue"/> is never.</summary>
    public TimeSpan CollectionAge { get; }

    /// <summary>The class's own say about which calls may interleave, if it has one.</summary>
    public Func<object, IInvokable, bool>? MayInterleave { get; }

    public object Create(Activation activation) => create(activation);

    private static TimeSpan AgeOf(Type type, GrainCollectionOptions collection)
    {
        if (type.IsDefined(typeof(KeepAliveAttribute), inherit: true)) return TimeSpan.MaxValue;
        if (type.GetCustomAttribute<CollectionAgeLimitAttribute>() is { } limit) return limit.AlwaysActive ? TimeSpan.MaxValue : limit.AgeLimit;
        return collection.ClassSpecificCollectionAge.TryGetValue(type.FullName!, out var own) ? own : collection.CollectionAge;
    }

    private static bool Overrides(Type type, string hook) =>
        !typeof(Grain).IsAssignableFrom(type) ||
        type.GetMethods(BindingFlags.Instance | BindingFlags.Public).Any(method => method.Name == hook && method.IsVirtual && method.DeclaringType != typeof(Grain) && method.GetBaseDefinition().DeclaringType == typeof(Grain));

    private static Func<object, IInvokable, bool> CompilePredicate(Type type, string name)
    {
        var method = type.GetMethod(name, BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy, [typeof(IInvokable)]);
        if (method?.ReturnType != typeof(bool))
            throw new InvalidOperationException($"Class {type} has no method bool {name}({nameof(IInvokable)}), which its [MayInterleave] names.");
        var grain = Expression.Parameter(typeof(object));
        var request = Expression.Parameter(typeof(IInvokable));
        var call = method.IsStatic ? Expression.Call(method, request) : Expression.Call(Expression.Convert(grain, type), method, request);
        return Expression.Lambda<Func<object, IInvokable, bool>>(call, grain, request).Compile();
    }

    private static Func<Activation, object> Compile(Type type, SingletonServices singletons)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"Grain class {type} has no public constructor.");
        var activation = Expression.Parameter(typeof(Activation));
        var arguments = constructor.GetParameters().Select(parameter => Argument(parameter, activation, singletons));
        return Expression.Lambda<Func<Activation, object>>(Expression.New(constructor, arguments), activation).Compile();
    }

    private static Expression Argument(ParameterInfo parameter, ParameterExpression activation, SingletonServices singletons)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } facet)
        {
            var factory = typeof(PersistentState<>).MakeGenericType(type.GetGenericArguments()[0]).GetMethod("Create", BindingFlags.Static | BindingFlags.Public)!;
            var services = ServicesOf(typeof(IGrainStorage), facet.StorageName);
            return Expression.Call(factory, activation, services, Expression.Constant(facet.StateName ?? parameter.Name!), Expression.Constant(facet.StorageName, typeof(string)));
        }
        if (type == typeof(IGrainContext)) return activation;
        if (type == typeof(IServiceProvider)) return Expression.Property(activation, nameof(Activation.ActivationServices));
        var resolved = parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
            ? Expression.Call(GetKeyedService, ServicesOf(type, keyed.Key), Expression.Constant(type), Expression.Constant(keyed.Key, typeof(object)))
            : Expression.Call(GetService, ServicesOf(type, null), Expression.Constant(type));
        return Expression.Convert(resolved, type);

        Expression ServicesOf(Type service, object? key) => singletons.Contains(service, key)
            ? Expression.Property(Expression.Property(activation, nameof(Activation.Runtime)), nameof(SiloRuntime.Services))
            : Expression.Property(activation, nameof(Activation.ActivationServices));
    }

    private static MethodInfo Resolver(string name, Type owner, Type[] parameters) =>
        owner.GetMethods().Single(method => method.Name == name && !method.IsGenericMethod && method.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters));
}
