using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Common;
using Payments.Http.Pages;

namespace Payments.Http.Ops;

/// <summary>What operators ask: health, metrics, and the page behind the admin key.</summary>
public static class OpsEndpoints
{
    /// <summary>How long is waited for what a page or a scrape shows; without its database the gateway would take half a minute to say that it cannot read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Looking = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services) => services
        .AddMetricsExport().AddSingleton<HttpMetrics>().AddSingleton<Activations>().AddSingleton<OpsStates>().AddSingleton<Readiness>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<AdminGate>().AddSingleton<OpsSession>()
        .AddSingleton<IStartupFilter, HttpMetering>();

    /// <summary>Adds the routes.</summary>
    public static void MapOps(this IEndpointRouteBuilder routes)
    {
        var face = routes.MapFace("ops");
        var operators = face.MapGroup("").WithReach(RouteReach.Operator);
        var within = face.MapGroup("").WithReach(RouteReach.Internal);
        // Monitors ask by HEAD, too.
        within.MapMethods("/health/live", Looking, (RequestDelegate)Health.LiveAsync);
        within.MapMethods("/health/ready", Looking, (RequestDelegate)Health.ReadyAsync);
        face.MapMethods("/health", Looking, (RequestDelegate)Health.ReadyAsync).WithReach(RouteReach.Public);
        within.MapMetrics();
        operators.MapGet("/ops", Handled.By(PageAsync, WriteUnreadAsync));
        operators.MapGet("/ops/state", Handled.By(StateAsync, WriteFailureAsync));
        operators.MapPost("/ops/login", Handled.By(LoginAsync, WriteUnreadAsync));
        operators.MapPost("/ops/logout", Handled.By(LogoutAsync, WriteUnreadAsync));
    }

    private static async Task PageAsync(HttpContext context)
    {
        if (await context.RequestServices.GetRequiredService<OpsSession>().IsOperatorAsync(context))
            await PageRenderer.WriteAsync<OpsPage>(context, StatusCodes.Status200OK,
                new() { [nameof(OpsPage.State)] = await ReadAsync(context.RequestServices) });
        else
            await PageRenderer.WriteAsync<OpsLogin>(context, StatusCodes.Status401Unauthorized, []);
    }

    private static async Task StateAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!await context.RequestServices.GetRequiredService<OpsSession>().IsOperatorAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var state = await ReadAsync(context.RequestServices);
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(JsonSerializer.Serialize(state, OpsJson.Default.OpsState));
    }

    internal static Task<OpsState> ReadAsync(IServiceProvider services) => services.GetRequiredService<OpsStates>().ReadAsync().WaitAsync(Patience, services.GetRequiredService<TimeProvider>());

    private static Task WriteUnreadAsync(HttpContext context, Failure failure) =>
        PageRenderer.WriteAsync<OpsUnread>(context, failure.Status, new() { [nameof(OpsUnread.Reason)] = failure.Text });

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
        if (await context.RequestServices.GetRequiredService<OpsSession>().TryBeginAsync(context, given)) ToPage(context);
        else await PageRenderer.WriteAsync<OpsLogin>(context, StatusCodes.Status401Unauthorized,
            new() { [nameof(OpsLogin.Refused)] = "That is not the admin key." });
    }

    private static async Task LogoutAsync(HttpContext context)
    {
        if (SameOrigin.Sent(context.Request, context.RequestServices.GetRequiredService<PublicAddress>()))
            await context.RequestServices.GetRequiredService<OpsSession>().EndAsync(context);
        ToPage(context);
    }

    private static void ToPage(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/ops";
    }
}
