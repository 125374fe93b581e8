using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Account;
using Payments.Http.Console.Audit;
using Payments.Http.Console.Checks;
using Payments.Http.Console.Deliveries;
using Payments.Http.Console.Home;
using Payments.Http.Console.Keys;
using Payments.Http.Console.Links;
using Payments.Http.Console.Notices;
using Payments.Http.Console.Operators;
using Payments.Http.Console.Orders;
using Payments.Http.Console.Payouts;
using Payments.Http.Console.People;
using Payments.Http.Console.Providers;
using Payments.Http.Console.Reconciliation;
using Payments.Http.Console.Refunds;
using Payments.Http.Console.Risk;
using Payments.Http.Console.Settings;
using Payments.Http.Console.SignIn;
using Payments.Http.Console.Statement;
using Payments.Http.Console.Unmatched;
using Payments.Http.Console.Users;
using Payments.Http.Console.Wallets;
using Payments.Http.Ops;

namespace Payments.Http.Console;

/// <summary>The merchants' console.</summary>
internal static class ConsoleEndpoints
{
    /// <summary>Adds what its pages need.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>());
        return services.AddConsoleProtection()
            .AddSingleton<ConsoleServices>().AddSingleton<ConsoleSession>()
            .AddSingleton<IOperatorSignIn>(made => made.GetRequiredService<ConsoleSession>())
            .AddSingleton<ConsoleLanguage>().AddSingleton<ConsoleProof>().AddSingleton<PayoutDecisions>().AddSingleton<OperatorProof>()
            .AddSingleton<ConsoleLinks>().AddSingleton<Passwords>().AddSingleton<SignInLimits>().AddSingleton<SignInTickets>()
            .AddSingleton<FactorDrafts>().AddSingleton<WalletQuotes>().AddSingleton<ConsoleLetters>()
            .AddSingleton<HomeWorries>();
    }

    /// <summary>Adds the routes.</summary>
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.Made<ConsoleRoutes>(routes.MapFace("console", ConsolePaths.Root));
        routes.Made<SignInEndpoints>().Map(console);
        routes.Made<LinkEndpoints>().Map(console);
        routes.Made<ForgotEndpoints>().Map(console);
        routes.Made<RegisterEndpoints>().Map(console);
        routes.Made<ShopsEndpoints>().Map(console);
        routes.Made<AccountEndpoints>().Map(console);
        routes.Made<HomeEndpoints>().Map(console);
        routes.Made<OrderPages>().Map(console);
        routes.Made<DeliveryPages>().Map(console);
        var endpoints = routes.Made<EndpointPages>();
        endpoints.Map(console);
        routes.Made<EndpointChangePages>(endpoints).Map(console);
        routes.Made<UnmatchedPages>().Map(console);
        routes.Made<RefundPages>().Map(console);
        routes.Made<PayoutPages>().Map(console);
        routes.Made<ReconciliationPages>().Map(console);
        routes.Made<RiskPages>().Map(console);
        routes.Made<UserPages>().Map(console);
        routes.Made<CheckPages>().Map(console);
        routes.Made<LinkPages>().Map(console);
        routes.Made<WalletPages>().Map(console);
        routes.Made<ProviderPages>().Map(console);
        routes.Made<StatementEndpoints>().Map(console);
        routes.Made<SettingsPages>().Map(console);
        routes.Made<PeopleEndpoints>().Map(console);
        routes.Made<NoticePages>().Map(console);
        routes.Made<AuditPages>().Map(console);
        routes.Made<KeyPages>().Map(console);
        routes.MapOperatorPages();
    }
}
