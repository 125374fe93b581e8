using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Which of the host's services are one for all. A grain that is made of these alone needs no scope of its own.</summary>
internal sealed class SingletonServices(IServiceCollection descriptors)
{
    /// <summary>Whether a service is known to be one; of what is made by other rules, a sequence of services say, it is not.</summary>
    public bool Contains(Type type, object? key) =>
        (LastOf(type, key) ?? (type.IsConstructedGenericType ? LastOf(type.GetGenericTypeDefinition(), key) : null)) is { Lifetime: ServiceLifetime.Singleton };

    private ServiceDescriptor? LastOf(Type type, object? key) =>
        descriptors.LastOrDefault(descriptor => descriptor.ServiceType == type && Equals(descriptor.ServiceKey, key));
}
