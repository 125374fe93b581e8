using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Chains.Families;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Identity;

namespace Payments.Chains;

/// <summary>Adds the chains to a host.</summary>
public static class ChainServices
{
    /// <summary>Adds the catalog and a reader for every chain that is on.</summary>
    public static IServiceCollection AddChains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChainCatalog>();
        services.TryAddSingleton<IChainReaders, ChainReaders>();
        return services;
    }
}

/// <summary>The readers of the chains that are on.</summary>
public interface IChainReaders
{
    /// <summary>The reader of a chain, or null when the chain is off.</summary>
    IChainReader? Find(ChainId chain);
}

/// <summary>Readers over HTTP.</summary>
internal sealed class ChainReaders(ChainCatalog catalog, TimeProvider time) : IChainReaders, IDisposable
{
    private readonly NodeHttp http = new();
    private readonly Dictionary<ChainId, IChainReader> readers = [];
    private readonly Lock gate = new();

    public IChainReader? Find(ChainId chain)
    {
        lock (gate)
        {
            if (readers.TryGetValue(chain, out var reader)) return reader;
            if (catalog.Find(chain) is not { IsOn: true } options) return null;
            return readers[chain] = ChainFamilies.Of(chain).CreateReader(options, http, time);
        }
    }

    public void Dispose() => http.Dispose();
}
