using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Ops;

/// <summary>Counts every request by the face that it was routed to (<see cref="FaceRoute"/>).</summary>
/// <remarks>Event streams are not timed: they last as long as somebody looks.</remarks>
internal sealed class HttpMetering(HttpMetrics metrics, TimeProvider time) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(MeasureAsync);
        next(app);
    };

    private async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            // Routing ran inside: the endpoint is known by now.
            if (!EndlessAnswer.IsFor(context))
                metrics.Answered(FaceRoute.NameOf(context), context.Response.StatusCode, time.GetElapsedTime(began));
        }
    }
}
