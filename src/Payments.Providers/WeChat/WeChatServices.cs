using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Payments.Domain.Secrets;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat;

/// <summary>Adds WeChat Pay to a host.</summary>
public static class WeChatServices
{
    /// <summary>The client that asks who a payer is. Nothing of it is logged: its URLs hold the app's secret.</summary>
    internal const string LoginClientName = "wechat-login";

    /// <summary>Adds the provider and its named clients.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Times and limits; null for the defaults.</param>
    public static IServiceCollection AddWeChat(this IServiceCollection services, ProviderHttpOptions? options = null)
    {
        services.TryAddSingleton<IRandomBytes, SystemRandomBytes>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPaymentProvider, WeChatProvider>());
        services.AddProviderHttp()
            .AddProviderClient(WeChatConnection.ClientName, options ?? new ProviderHttpOptions())
            .AddProviderClient(LoginClientName, options ?? new ProviderHttpOptions(), isLogged: false);
        return services;
    }
}
