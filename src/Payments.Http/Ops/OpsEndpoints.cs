using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Payments.Http.Common;

namespace Payments.Http.Ops;

/// <summary>What operators ask: health, metrics, and the page behind the admin key.</summary>
public static partial class OpsEndpoints
{
    /// <summary>How long is waited for what a page or a scrape shows; without its database the gateway would take half a minute to say that it cannot read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services) => services
        .AddSingleton<MetricsCollector>().AddSingleton<HttpMetrics>().AddSingleton<OpsStates>().AddSingleton<Readiness>().AddSingleton<GatewayMetrics>().AddSingleton<OpsSession>()
        .AddSingleton<IStartupFilter, HttpMetering>();

    /// <summary>Adds the routes.</summary>
    public static void MapOps(this IEndpointRouteBuilder routes)
    {
        // What is counted must be heard from the start.
        routes.ServiceProvider.GetRequiredService<MetricsCollector>();
        routes.ServiceProvider.GetRequiredService<GatewayMetrics>();
        var face = routes.MapFace("ops");
        // Monitors ask by HEAD, too.
        face.MapMethods("/health/live", Looking, (RequestDelegate)Health.LiveAsync);
        face.MapMethods("/health/ready", Looking, (RequestDelegate)Health.ReadyAsync);
        face.MapMethods("/health", Looking, (RequestDelegate)Health.ReadyAsync);
        face.MapGet("/metrics", (RequestDelegate)MetricsAsync);
        face.MapGet("/ops", Handled.By(PageAsync, (context, failure) => HtmlPage.WriteAsync(context, failure.Status, OpsPage.Unread(failure.Text))));
        face.MapGet("/ops/state", Handled.By(StateAsync, WriteFailureAsync));
        face.MapPost("/ops/login", (RequestDelegate)LoginAsync);
        face.MapPost("/ops/logout", (RequestDelegate)LogoutAsync);
    }

    /// <summary>Open to who sits at this machine and to who carries the admin key, as <c>X-Admin-Key</c> or as a bearer token, which scrapers can send.</summary>
    private static async Task MetricsAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var bearer = context.Request.Headers.Authorization.ToString();
        var key = services.GetRequiredService<AdminKey>();
        if (!LocalCaller.Sent(context, services.GetRequiredService<IOptions<PaymentsHttpOptions>>().Value) && !key.IsCarriedBy(context.Request) && !(bearer.StartsWith("Bearer ", StringComparison.Ordinal) && key.Fits(bearer["Bearer ".Length..])))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        await LookAsync(services);
        context.Response.ContentType = PrometheusText.ContentType;
        await context.Response.WriteAsync(services.GetRequiredService<MetricsCollector>().ToPrometheus());
    }

    /// <summary>Metrics are given whatever is wrong: a scrape that fails would hide it. What cannot be read is left out.</summary>
    private static async Task LookAsync(IServiceProvider services)
    {
        var states = services.GetRequiredService<OpsStates>();
        try
        {
            if ((await services.GetRequiredService<Readiness>().LookAsync()).DatabaseAnswers) await ReadAsync(services);
            else states.Forget();
        }
        catch (Exception exception)
        {
            states.Forget();
            LogUnread(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpsEndpoints)), exception.Message);
        }
    }

    private static async Task PageAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<OpsSession>().IsOperator(context.Request))
            await HtmlPage.WriteAsync(context, StatusCodes.Status200OK, OpsPage.Render(await ReadAsync(context.RequestServices)));
        else
            await HtmlPage.WriteAsync(context, StatusCodes.Status401Unauthorized, OpsPage.Login(refused: false));
    }

    private static async Task StateAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.RequestServices.GetRequiredService<OpsSession>().IsOperator(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var state = await ReadAsync(context.RequestServices);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(JsonSerializer.Serialize(state, OpsJson.Default.OpsState));
    }

    private static Task<OpsState> ReadAsync(IServiceProvider services) => services.GetRequiredService<OpsStates>().ReadAsync().WaitAsync(Patience, services.GetRequiredService<TimeProvider>());

    private static Task WriteFailureAsync(HttpContext context, Failure failure)
    {
        context.Response.StatusCode = failure.Status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new OpsFailure(failure.Text), OpsJson.Default.OpsFailure));
    }

    private static async Task LoginAsync(HttpContext context)
    {
        if (!SameOrigin.Sent(context.Request, context.RequestServices.GetRequiredService<PublicAddress>()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        string given;
        try
        {
            given = (await FormParameters.ReadAsync(context.Request))["key"] ?? "";
        }
        catch (InputException)
        {
            given = "";
        }
        if (context.RequestServices.GetRequiredService<OpsSession>().TryBegin(context, given)) ToPage(context);
        else await HtmlPage.WriteAsync(context, StatusCodes.Status401Unauthorized, OpsPage.Login(refused: true));
    }

    private static Task LogoutAsync(HttpContext context)
    {
        if (SameOrigin.Sent(context.Request, context.RequestServices.GetRequiredService<PublicAddress>())) context.RequestServices.GetRequiredService<OpsSession>().End(context);
        ToPage(context);
        return Task.CompletedTask;
    }

    private static void ToPage(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/ops";
    }
}
