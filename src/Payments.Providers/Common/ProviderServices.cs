using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Providers.Cryptomus;
using Payments.Providers.Medogram;

namespace Payments.Providers.Common;

/// <summary>Adds the payment providers to a host.</summary>
public static class ProviderServices
{
    /// <summary>Adds every provider there is, and what finds them. One that is registered elsewhere is found as well.</summary>
    public static IServiceCollection AddPaymentProviders(this IServiceCollection services)
    {
        services.TryAddSingleton<ProviderCatalog>();
        services.TryAddSingleton<InstallationAccounts>();
        return services.AddCryptomus().AddMedogram();
    }
}
