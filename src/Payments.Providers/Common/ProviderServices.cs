using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Payments.Providers.Alipay;
using Payments.Providers.Cryptomus;
using Payments.Providers.Medogram;
using Payments.Providers.Simulated;
using Payments.Providers.WeChat;

namespace Payments.Providers.Common;

/// <summary>Adds the payment providers to a host.</summary>
public static class ProviderServices
{
    /// <summary>The settings of each provider's account, by the provider's name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ProviderSetting>> Settings { get; } = new Dictionary<string, IReadOnlyList<ProviderSetting>>
    {
        [AlipayProvider.ProviderName] = AlipayAccountKeys.Settings,
        [CryptomusProvider.ProviderName] = CryptomusAccount.Settings,
        [MedogramProvider.ProviderName] = MedogramAccount.Settings,
        [SimulatedProvider.ProviderName] = SimulatedProvider.AccountSettings,
        [WeChatProvider.ProviderName] = WeChatAccount.Settings,
    };

    /// <summary>
    /// Adds every provider that takes money, and what finds them. One that is registered elsewhere is found as well, as
    /// <see cref="SimulatedProvider"/> is where the operator switched it on.
    /// </summary>
    public static IServiceCollection AddPaymentProviders(this IServiceCollection services)
    {
        services.TryAddSingleton<ProviderCatalog>();
        services.TryAddSingleton<InstallationAccounts>();
        services.TryAddSingleton<ProviderAccounts>();
        services.TryAddSingleton<ProviderExam>();
        services.AddHttpClient(ProviderExam.ClientName, http => http.Timeout = ProviderExam.Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        services.AddOptions<ProviderOptions>().BindConfiguration(InstallationAccounts.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProviderOptions>, ProviderOptionsValidator>());
        return services.AddAlipay().AddCryptomus().AddMedogram().AddWeChat();
    }
}
