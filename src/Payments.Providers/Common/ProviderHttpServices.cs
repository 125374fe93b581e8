using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Payments.Providers.Common;

/// <summary>Adds what providers are called with to a host.</summary>
public static class ProviderHttpServices
{
    private const string UserAgent = "payments/1.0";

    private const string Refusal = "the calls of a merchant's account do not go to private or loopback ones";

    /// <summary>Connections of merchants' accounts are guarded, those of the operator's are not.</summary>
    private static readonly bool[] Both = [false, true];

    /// <summary>Adds <see cref="ProviderHttp"/> and <see cref="ProviderDownload"/>; each provider adds its own client.</summary>
    public static IServiceCollection AddProviderHttp(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ProviderHttp>();
        if (services.Any(service => service.ServiceType == typeof(ProviderDownload))) return services;
        services.AddSingleton<ProviderDownload>();
        foreach (var isGuarded in Both)
        {
            services.AddHttpClient(NameOf(ProviderDownload.ClientName, isGuarded), http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.Add("User-Agent", UserAgent);
            }).ConfigurePrimaryHttpMessageHandler(() => MakeHandler(new ProviderHttpOptions(), isGuarded));
        }
        return services;
    }

    /// <summary>
    /// Adds a provider's named client: timeouts, retries of repeatable requests, a circuit breaker for each host, no redirects, no cookies.
    /// Accounts of merchants have connections and a breaker of their own.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The client's name.</param>
    /// <param name="options">Times and limits.</param>
    /// <param name="isLogged">Whether its requests are logged, with their URLs.</param>
    public static IServiceCollection AddProviderClient(
        this IServiceCollection services, string name, ProviderHttpOptions options, bool isLogged = true)
    {
        services.TryAddSingleton<AnswerClock>();
        foreach (var isGuarded in Both) services.AddClient(NameOf(name, isGuarded), options, isGuarded, isLogged);
        return services;
    }

    /// <summary>The client that goes as far as a request may.</summary>
    internal static string NameOf(string client, ProviderReach reach) => NameOf(client, reach == ProviderReach.Public);

    private static string NameOf(string client, bool isGuarded) => isGuarded ? $"{client}-of-merchants" : client;

    private static void AddClient(this IServiceCollection services, string name, ProviderHttpOptions options, bool isGuarded, bool isLogged)
    {
        var client = services.AddHttpClient(name, http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan;
            http.DefaultRequestHeaders.Add("User-Agent", UserAgent);
            http.DefaultRequestHeaders.Add("Accept", "application/json");
        });
        client.ConfigurePrimaryHttpMessageHandler(() => MakeHandler(options, isGuarded));
        client.AddResilienceHandler("provider", (pipeline, context) =>
            Configure(pipeline, options, context.ServiceProvider.GetRequiredService<TimeProvider>()))
            .SelectPipelineByAuthority();
        client.AddHttpMessageHandler(() => new WholeBodyHandler(options.MaxAnswerBytes));
        client.AddHttpMessageHandler(made => made.GetRequiredService<AnswerClock>().Handler());
        if (!isLogged) client.RemoveAllLoggers();
    }

    private static SocketsHttpHandler MakeHandler(ProviderHttpOptions options, bool isGuarded)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        if (!isGuarded) return handler;
        // A proxy would resolve names by itself.
        handler.UseProxy = false;
        handler.ConnectCallback = static (context, cancellationToken) => GuardedConnect.ToAsync(
            context.DnsEndPoint, Dns.GetHostAddressesAsync, IsPublic, Refusal, cancellationToken);
        return handler;
    }

    private static bool IsPublic(IPAddress address) => !ForbiddenAddresses.Contains(address, allowLoopback: false);

    private static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ProviderHttpOptions options, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline.AddTimeout(options.TotalTimeout);
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static async args => IsRepeatable(args.Context) &&
                    HttpClientResiliencePredicates.IsTransient(args.Outcome) && !await IsVerdictAsync(args.Context, args.Outcome.Result),
            });
        }
        pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = options.BreakerFailureRatio,
            MinimumThroughput = options.BreakerMinimumCalls,
            SamplingDuration = options.BreakerWindow,
            BreakDuration = options.BreakerRest,
        });
        pipeline.AddTimeout(options.AttemptTimeout);
    }

    /// <summary>The whole body is there already: <see cref="WholeBodyHandler"/>.</summary>
    private static async ValueTask<bool> IsVerdictAsync(ResilienceContext context, HttpResponseMessage? answer) =>
        answer is not null && context.GetRequestMessage() is { } request &&
        request.Options.TryGetValue(ProviderHttp.IsVerdict, out var isVerdict) &&
        isVerdict(await answer.Content.ReadAsByteArrayAsync(context.CancellationToken));

    private static bool IsRepeatable(ResilienceContext context) =>
        context.GetRequestMessage() is { } request && request.Options.TryGetValue(ProviderHttp.IsRepeatable, out var may) && may;
}
