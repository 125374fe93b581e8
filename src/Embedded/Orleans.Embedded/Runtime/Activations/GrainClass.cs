using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What the runtime knows of a grain class: how to make one, and what its attributes say.</summary>
internal sealed class GrainClass
{
    private static readonly MethodInfo GetService = typeof(ServiceProviderServiceExtensions)
        .GetMethod(nameof(ServiceProviderServiceExtensions.GetRequiredService), [typeof(IServiceProvider), typeof(Type)])!;

    private readonly Func<Activation, object> create;

    public GrainClass(Type type, TimeSpan defaultCollectionAge)
    {
        Type = type;
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        KeepsAlive = type.IsDefined(typeof(KeepAliveAttribute), inherit: true);
        CollectionAge = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit ?? defaultCollectionAge;
        create = Compile(type);
    }

    public Type Type { get; }

    public bool IsReentrant { get; }

    public bool KeepsAlive { get; }

    public TimeSpan CollectionAge { get; }

    public object Create(Activation activation) => create(activation);

    private static Func<Activation, object> Compile(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)
            ?? throw new InvalidOperationException($"Grain class {type} has no public constructor.");
        var activation = Expression.Parameter(typeof(Activation));
        var services = Expression.Property(activation, nameof(Activation.ActivationServices));
        var arguments = constructor.GetParameters().Select(parameter => Argument(parameter, activation, services));
        return Expression.Lambda<Func<Activation, object>>(Expression.New(constructor, arguments), activation).Compile();
    }

    private static Expression Argument(ParameterInfo parameter, ParameterExpression activation, Expression services)
    {
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } facet)
        {
            var stateType = parameter.ParameterType.GetGenericArguments()[0];
            var factory = typeof(PersistentState<>).MakeGenericType(stateType).GetMethod("Create", BindingFlags.Static | BindingFlags.Public)!;
            return Expression.Call(factory, activation, Expression.Constant(facet.StateName ?? parameter.Name!), Expression.Constant(facet.StorageName, typeof(string)));
        }
        if (parameter.ParameterType == typeof(IGrainContext)) return activation;
        return Expression.Convert(Expression.Call(GetService, services, Expression.Constant(parameter.ParameterType)), parameter.ParameterType);
    }
}
