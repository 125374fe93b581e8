using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay;

/// <summary>Adds Alipay to a host.</summary>
public static class AlipayServices
{
    /// <summary>Adds the provider and its named client.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Times and limits; null for the defaults.</param>
    public static IServiceCollection AddAlipay(this IServiceCollection services, ProviderHttpOptions? options = null)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, AlipayProvider>());
        return services.AddProviderHttp().AddProviderClient(AlipayClient.ClientName, options ?? new ProviderHttpOptions());
    }
}
