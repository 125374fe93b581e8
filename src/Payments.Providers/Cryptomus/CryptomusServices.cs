using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Providers.Common;

namespace Payments.Providers.Cryptomus;

/// <summary>Adds Cryptomus to a host.</summary>
public static class CryptomusServices
{
    /// <summary>Adds the provider and its named client.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Times and limits; null for the defaults.</param>
    public static IServiceCollection AddCryptomus(this IServiceCollection services, ProviderHttpOptions? options = null)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, CryptomusProvider>());
        services.TryAddSingleton<CryptomusCoins>();
        return services.AddProviderHttp().AddProviderClient(CryptomusClient.ClientName, options ?? new ProviderHttpOptions());
    }
}
