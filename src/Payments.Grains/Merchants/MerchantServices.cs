using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Contracts.Merchants;
using Payments.Contracts.Orders;
using Payments.Contracts.Providers;
using Payments.Domain.Providers;
using Payments.Domain.Secrets;
using Payments.Grains.Identity;
using Payments.Grains.Persistence;
using Payments.Providers.Common;

namespace Payments.Grains.Merchants;

/// <summary>Adds what merchants and ids need to a host; storage is added before it.</summary>
public static class MerchantServices
{
    /// <summary>Adds secrets under the given keys, merchants, and the ids of this installation, which are ready once the host's services have started.</summary>
    public static IServiceCollection AddMerchants(this IServiceCollection services, MasterKeyRing keys)
    {
        services.TryAddSingleton<IRandomBytes, SystemRandomBytes>();
        services.AddSingleton(keys).AddSingleton<SecretBox>();
        services.AddSingleton<InstallationIds>().AddSingleton<IOrderIds>(provider => provider.GetRequiredService<InstallationIds>());
        services.AddHostedService(provider => provider.GetRequiredService<InstallationIds>());
        services.AddSingleton<PayerBox>();
        services.AddKeyedSingleton(SecretBox.OfInstallation, (provider, name) => new SecretBox(
            new MasterKeyRing(provider.GetRequiredService<InstallationIds>().KeyFor($"{name}")),
                provider.GetRequiredService<IRandomBytes>()));
        services.AddSingleton<MasterKeyUse>().AddSingleton<MasterKeyOrder>().AddSingleton<MerchantReader>();
        services.AddPaymentProviders().AddSingleton<ProviderReader>();
        services.AddSingleton<IOwnAccounts>(provider => provider.GetRequiredService<ProviderReader>());
        services.AddSingleton<KeyRotation>().AddHostedService(provider => provider.GetRequiredService<KeyRotation>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IJsonTypeInfoResolver>(StateJson.Default));
        return services;
    }
}
