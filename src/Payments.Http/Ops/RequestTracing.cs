using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Payments.Http.Common;

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

    /// <summary>Prefixes of paths that are no part of a payment: probes, the operators' pages, assets.</summary>
    private static readonly string[] Apart = ["/health", "/metrics", "/ops", "/dashboard", "/assets"];

    /// <summary>Whether a request may be part of a payment. Routing has not run yet, and event streams last as long as somebody looks.</summary>
    private static bool IsOfPayments(PathString path) =>
        !Array.Exists(Apart, prefix => path.StartsWithSegments(prefix)) && !path.Value!.EndsWith("/events", StringComparison.Ordinal);

    private static async Task TraceAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
        {
            await next(context);
            return;
        }
        if (!IsOfPayments(context.Request.Path)) Leave(activity);
        await next(context);
        if (activity.IsAllDataRequested) Tell(activity, context);
    }

    /// <summary>Takes an activity out of the trace, and with it all that follows from it.</summary>
    private static void Leave(Activity activity)
    {
        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static void Tell(Activity activity, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("payments.face", FaceRoute.NameOf(context));
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
