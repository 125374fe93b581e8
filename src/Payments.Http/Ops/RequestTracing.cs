using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Payments.Http.Ops;

/// <summary>Names the activity of a request by its route and says how it ended.</summary>
/// <remarks>Query, headers and body hold keys and signatures and stay out.</remarks>
internal sealed class RequestTracing : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(TraceAsync);
        next(app);
    };

    /// <summary>Probes, assets, event streams and paths that are none are no part of a payment.</summary>
    private static bool IsOfPayments(string face) => face is not ("ops" or "assets" or "stream" or "other");

    private static async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
        {
            await next(context);
            return;
        }
        var face = HttpMetering.FaceOf(context.Request.Path);
        if (!IsOfPayments(face)) Leave(activity);
        await next(context);
        if (activity.IsAllDataRequested) Tell(activity, context, face);
    }

    /// <summary>Takes an activity out of the trace, and with it all that follows from it.</summary>
    private static void Leave(Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static void Tell(Activity activity, HttpContext context, string face)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("payments.face", face);
        activity.SetTag("http.request.method", context.Request.Method);
        activity.SetTag("http.route", route);
        activity.SetTag("url.path", context.Request.Path.Value);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) activity.SetStatus(ActivityStatusCode.Error);
    }
}

/// <summary>Adds the tracing of requests.</summary>
public static class RequestTracingServices
{
    /// <summary>Adds it; for processes that export traces.</summary>
    public static IServiceCollection AddRequestTracing(this IServiceCollection services) =>
        services.AddSingleton<IStartupFilter, RequestTracing>();
}
