using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Http.Common;

namespace Payments.Http.Ops;

/// <summary>Serves <c>/metrics</c> in the format that the scraper asks for, Prometheus' text format 0.0.4 by default.</summary>
internal static partial class MetricsEndpoint
{
    private const string BearerScheme = "Bearer ";

    /// <summary>Adds the route. The exporter behind it collects every instrument when it is asked.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        // The SDK listens from here on. Counters that begin with a zero are made later, or it would be missed.
        routes.MapPrometheusScrapingEndpoint("/metrics", meterProvider: null, branch => branch.Use(ReadFirstAsync), optionsName: null)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
        routes.ServiceProvider.GetRequiredService<GatewayMetrics>();
    }

    /// <summary>Refuses strangers, and reads what is stored before the exporter asks the gauges.</summary>
    private static async Task ReadFirstAsync(HttpContext context, RequestDelegate export)
    {
        try
        {
            if (!await MayScrapeAsync(context))
                throw new InputException(AdminKey.Header, "is missing or does not fit", StatusCodes.Status401Unauthorized);
        }
        catch (InputException refusal)
        {
            context.Response.StatusCode = refusal.Status;
            return;
        }
        await ReadAsync(context.RequestServices);
        await export(context);
    }

    /// <summary>Open to callers of this machine and to those with the admin key.</summary>
    /// <remarks>The key comes as <c>X-Admin-Key</c> or as a bearer token, which scrapers can send.</remarks>
    private static async Task<bool> MayScrapeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var bearer = context.Request.Headers.Authorization.ToString();
        var gate = services.GetRequiredService<AdminGate>();
        return LocalCaller.Sent(context, services.GetRequiredService<IOptions<PaymentsHttpOptions>>().Value)
            || await gate.LetsInAsync(context)
            || (bearer.StartsWith(BearerScheme, StringComparison.Ordinal) &&
                await gate.LetsInAsync(context, bearer[BearerScheme.Length..]));
    }

    /// <summary>Metrics are given whatever is wrong: a scrape that fails would hide it. What cannot be read is left out.</summary>
    private static async Task ReadAsync(IServiceProvider services)
    {
        var states = services.GetRequiredService<OpsStates>();
        try
        {
            if ((await services.GetRequiredService<Readiness>().LookAsync()).DatabaseAnswers) await OpsEndpoints.ReadAsync(services);
            else states.Forget();
        }
        catch (Exception exception)
        {
            states.Forget();
            LogUnread(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(MetricsEndpoint)), exception.Message);
        }
    }
}
