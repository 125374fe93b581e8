using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Payments.Http.Common;

/// <summary>
/// Says that the connection ends where a refused body is too large to be read to its end. The server closes it in any case; who was not told,
/// a proxy that keeps connections above all, would lose the next request on it, which may be somebody else's.
/// </summary>
internal sealed class UnreadBodies : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(TellAsync);
        next(app);
    };

    private static Task TellAsync(HttpContext context, RequestDelegate next)
    {
        // Later versions of HTTP end a request without its connection, and know no such header.
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            if (context.Request.ContentLength > PaymentsHttp.RequestBodyLimit) Tell(context.Response);
            else if (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
                context.Response.OnStarting(() =>
                {
                    if (context.Response.StatusCode >= StatusCodes.Status400BadRequest) Tell(context.Response);
                    return Task.CompletedTask;
                });
        }
        return next(context);
    }

    private static void Tell(HttpResponse response) => response.Headers.Connection = "close";
}
