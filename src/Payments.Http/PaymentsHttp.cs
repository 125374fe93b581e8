using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using Orleans;
using Payments.Contracts.Limits;
using Payments.Contracts.Merchants;
using Payments.Contracts.Notices;
using Payments.Contracts.Risk;
using Payments.Domain.Secrets;
using Payments.Http.Admin;
using Payments.Http.Api;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Console;
using Payments.Http.Faces.CrazyMiner;
using Payments.Http.Faces.Epay;
using Payments.Http.Faces.Pay188;
using Payments.Http.Faces.Recharge;
using Payments.Http.Faces.WoPay;
using Payments.Http.Limits;
using Payments.Http.Merchants;
using Payments.Http.OpenApi;
using Payments.Http.Ops;
using Payments.Http.PayLinks;
using Payments.Http.ProviderCallbacks;
using Payments.Http.Risk;
using Payments.Http.Users;

namespace Payments.Http;

/// <summary>Adds the HTTP front.</summary>
public static class PaymentsHttp
{
    /// <summary>The largest request body that any face takes.</summary>
    public const long RequestBodyLimit = 256 << 10;

    /// <summary>Adds what the faces need.</summary>
    public static IServiceCollection AddPaymentsHttp(this IServiceCollection services)
    {
        services.AddOptions<PaymentsHttpOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PaymentsHttpOptions>, PaymentsHttpOptionsValidator>());
        services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>());
        services.AddOptions<MerchantOptions>().BindConfiguration(MerchantOptions.Section);
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section);
        services.AddOptions<TelegramOptions>().BindConfiguration(TelegramOptions.Section);
        services.AddOptions<RiskOptions>().BindConfiguration(RiskOptions.Section);
        services.AddOptions<CrazyMinerOptions>().BindConfiguration(CrazyMinerOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CrazyMinerOptions>, CrazyMinerOptionsValidator>());
        services.TryAddSingleton(MakeLimiter);
        services.AddSingleton<LimitRules>().AddSingleton<RequestLimits>();
        return services
            .AddSingleton<AdminKey>().AddSingleton<MerchantDirectory>().AddSingleton<PublicAddress>().AddSingleton<OwnOrders>()
            .AddSingleton<UnmatchedDecisions>().AddSingleton<Logos>()
            .AddSingleton<DeliveryResends>().AddSingleton<EndpointRecoveries>().AddSingleton<RiskTrials>()
            .AddSingleton<ClientAddresses>().AddSingleton<KeyUses>().AddSingleton<ChangeGuard>()
            .AddSingleton<WalletSelector>().AddSingleton<EpayRequest>().AddSingleton<Pay188Request>()
            .AddSingleton<WoPayRequest>().AddSingleton<PaymentLists>().AddSingleton<PaymentLinks>().AddSingleton<IdempotentCalls>()
            .AddSingleton<CrazyMinerRequest>().AddSingleton<CrazyMinerReturns>()
            .AddSingleton<UserTokens>().AddSingleton<UserTokenKeys>().AddSingleton<UserStatements>()
            .AddSingleton<ChainStatuses>().AddSingleton<CashierStates>().AddSingleton<CashierHints>().AddSingleton<OrderFeeds>()
            .AddSingleton<CashierChoice>().AddSingleton<CashierFitting>().AddSingleton<CashierEvents>()
            // Pages are UTF-8: Chinese and Persian stay as they are.
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .AddSingleton<MatcherPolicy, ExactCase>()
            .AddSingleton<IStartupFilter, UnreadBodies>().AddSingleton<IStartupFilter, DoubledSlashes>()
            .AddSingleton<Handled>().AddSingleton<Notices>().AddSingleton<ChargeStarts>().AddRecharge().AddConsole()
            .AddSingleton<PayLinkBook>().AddSingleton<PayLinkRequest>()
            .AddMetricsExport().AddSingleton<HttpMetrics>().AddSingleton<Activations>().AddSingleton<DailyFindings>()
            .AddSingleton<OpsStates>().AddSingleton<Readiness>()
            .AddSingleton<OwnProviders>().AddSingleton<SystemRates>().AddSingleton<OperatorRoll>().AddSingleton<ChainDecisions>()
            .AddSingleton<GatewayMetrics>().AddSingleton<AdminGate>().AddSingleton<OpsSession>().AddSingleton<OpsLinkIssuer>()
            .AddSingleton<IStartupFilter, HttpMetering>();
    }

    private static RateLimiter MakeLimiter(IServiceProvider services)
    {
        Span<byte> front = stackalloc byte[sizeof(long)];
        services.GetRequiredService<IRandomBytes>().Fill(front);
        return new RateLimiter(
            RateLimiter.LeaseFrom(services.GetRequiredService<IGrainFactory>()),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<RateLimiter>>(),
            BitConverter.ToInt64(front));
    }

    /// <summary>Adds the routes of all faces.</summary>
    public static void MapPaymentsHttp(this IEndpointRouteBuilder routes)
    {
        routes.MapOperators(hasConsole: true);
        routes.Made<EpayEndpoints>(routes.Made<EpayQueries>(routes.Made<EpayRefunds>())).Map(routes);
        routes.Made<Pay188Endpoints>().Map(routes);
        routes.Made<CrazyMinerEndpoints>().Map(routes);
        routes.MapApi();
        routes.MapRecharge();
        routes.Made<NoticeEndpoints>().Map(routes);
        routes.Made<CashierEndpoints>().Map(routes);
        routes.Made<InAppEndpoints>().Map(routes);
        routes.Made<PayLinkPages>().Map(routes);
        routes.Made<HeadlessEndpoints>().Map(routes);
        routes.MapConsole();
        routes.MapOpenApiDocuments();
        routes.MapApiReference();
        routes.MapElsewhere();
    }

    /// <summary>Adds the operators' routes and what their page is made of: all that a silo serves.</summary>
    /// <param name="routes">Where they are added.</param>
    /// <param name="hasConsole">Whether the console is mapped beside them.</param>
    public static void MapOperators(this IEndpointRouteBuilder routes, bool hasConsole = false)
    {
        // The SDK listens from here on. Counters that begin with a zero are made later, or it would be missed.
        routes.ServiceProvider.GetRequiredService<MeterProvider>();
        routes.MapAssets();
        routes.Made<BrandAssets>().Map(routes);
        routes.Made<OpsEndpoints>(hasConsole, routes.Made<Health>(), routes.Made<MetricsEndpoint>()).Map(routes);
    }
}
