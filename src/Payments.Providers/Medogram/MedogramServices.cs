using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Providers.Common;

namespace Payments.Providers.Medogram;

/// <summary>Adds Medogram's gateway to a host.</summary>
public static class MedogramServices
{
    /// <summary>Adds the provider and its named client. Its calls may take 30 s each, as its clients allow.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Times and limits; null for the defaults.</param>
    public static IServiceCollection AddMedogram(this IServiceCollection services, ProviderHttpOptions? options = null)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, MedogramProvider>());
        return services.AddProviderHttp().AddProviderClient(MedogramClient.ClientName, options ?? new ProviderHttpOptions
        {
            AttemptTimeout = TimeSpan.FromSeconds(30),
            TotalTimeout = TimeSpan.FromSeconds(65),
        });
    }
}
