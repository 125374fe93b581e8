using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Payments.Contracts.Notices;
using Payments.Providers.Common;

namespace Payments.Grains.Notices;

/// <summary>Adds notices to a host.</summary>
public static class NoticeServices
{
    /// <summary>Adds what finds and sends notices, with its settings, of which bad ones stop the start.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services) =>
        services.AddLetterCarriers().AddSingleton<NoticeSources>().AddSingleton<NoticeMetrics>();

    /// <summary>Adds the ways to servers alone, with their settings.</summary>
    public static IServiceCollection AddLetterCarriers(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddOptions<TelegramOptions>().BindConfiguration(TelegramOptions.Section).ValidateOnStart();
        services.AddOptions<NoticeOptions>().BindConfiguration(NoticeOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailOptions>, MailOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NoticeOptions>, NoticeOptionsValidator>());
        // A message is sent once, so nothing is retried here. Its address holds the bot's token: no log and no trace has it.
        services.AddProviderClient(TelegramCarrier.ClientName, new ProviderHttpOptions { Retries = 0 });
        services.AddHttpClient(TelegramCarrier.ClientName).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ActivityHeadersPropagator = null,
                ConnectTimeout = new ProviderHttpOptions().ConnectTimeout,
            });
        return services.AddSingleton<ILetterCarrier, MailCarrier>().AddSingleton<ILetterCarrier, TelegramCarrier>();
    }
}
