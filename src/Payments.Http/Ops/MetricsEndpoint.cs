using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Http.Common;

namespace Payments.Http.Ops;

/// <summary>Serves <c>/metrics</c> in the format that the scraper asks for, Prometheus' text format 0.0.4 by default.</summary>
internal sealed partial class MetricsEndpoint(
    AdminGate gate, IOptions<PaymentsHttpOptions> options, Readiness readiness, OpsStates states, ILogger<MetricsEndpoint> logger)
{
    private const string BearerScheme = "Bearer ";

    /// <summary>Adds the route. The exporter behind it collects every instrument when it is asked.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPrometheusScrapingEndpoint("/metrics", meterProvider: null, branch => branch.Use(ReadFirstAsync), optionsName: null)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
        routes.ServiceProvider.GetRequiredService<GatewayMetrics>();
    }

    /// <summary>Refuses strangers, and reads what is stored before the exporter asks the gauges.</summary>
    private async Task ReadFirstAsync(HttpContext context, RequestDelegate export)
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
        await ReadAsync();
        await export(context);
    }

    /// <summary>Open to callers of this machine and to those with the admin key.</summary>
    /// <remarks>The key comes as <c>X-Admin-Key</c> or as a bearer token, which scrapers can send.</remarks>
    private async Task<bool> MayScrapeAsync(HttpContext context)
    {
        var bearer = context.Request.Headers.Authorization.ToString();
        return LocalCaller.Sent(context, options.Value)
            || await gate.LetsInAsync(context)
            || (bearer.StartsWith(BearerScheme, StringComparison.Ordinal) &&
                await gate.LetsInAsync(context, bearer[BearerScheme.Length..]));
    }

    /// <summary>Metrics are given whatever is wrong: a scrape that fails would hide it. What cannot be read is left out.</summary>
    private async Task ReadAsync()
    {
        try
        {
            if ((await readiness.LookAsync()).DatabaseAnswers) await states.ReadSoonAsync();
            else states.Forget();
        }
        catch (Exception exception)
        {
            states.Forget();
            LogUnread(logger, exception.Message);
        }
    }
}
