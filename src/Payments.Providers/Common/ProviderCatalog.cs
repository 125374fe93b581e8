using System.Collections.Frozen;

namespace Payments.Providers.Common;

/// <summary>All providers of this process, and their ways to pay.</summary>
public sealed class ProviderCatalog
{
    private readonly FrozenDictionary<string, IPaymentProvider> providers;
    private readonly FrozenDictionary<string, (IPaymentProvider Provider, ProviderMethod Method)> methods;

    /// <summary>Reads what is registered.</summary>
    /// <exception cref="ArgumentException">Two providers or two ways to pay have the same name.</exception>
    public ProviderCatalog(IEnumerable<IPaymentProvider> registered)
    {
        All = [.. registered];
        providers = All.ToDictionary(provider => provider.Name).ToFrozenDictionary();
        methods = All.SelectMany(provider => provider.Methods, (provider, method) => (provider, method))
            .ToDictionary(found => found.method.Name).ToFrozenDictionary();
    }

    /// <summary>The providers in the order in which they were registered.</summary>
    public IReadOnlyList<IPaymentProvider> All { get; }

    /// <summary>The provider of this name, or null.</summary>
    public IPaymentProvider? Find(string? name) => name is not null && providers.TryGetValue(name, out var found) ? found : null;

    /// <summary>The way to pay of this name with its provider, or null.</summary>
    public (IPaymentProvider Provider, ProviderMethod Method)? FindMethod(string? name) =>
        name is not null && methods.TryGetValue(name, out var found) ? found : null;

    /// <summary>The first way to pay that an EPay <c>type</c> means among some, or null.</summary>
    public static ProviderMethod? OfEpayType(IEnumerable<ProviderMethod> among, string type) =>
        among.FirstOrDefault(method => method.EpayTypes.Contains(type, StringComparer.OrdinalIgnoreCase) || method.Name == type);
}
