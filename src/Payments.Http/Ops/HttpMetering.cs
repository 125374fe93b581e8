using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Ops;

/// <summary>Counts every request by the face that it belongs to. Event streams are not timed: they last as long as somebody looks.</summary>
internal sealed class HttpMetering(HttpMetrics metrics, TimeProvider time) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(MeasureAsync);
        next(app);
    };

    /// <summary>A few fixed names, whatever the path says: tags must stay few.</summary>
    public static string FaceOf(PathString path)
    {
        var text = path.Value ?? "";
        if (text.EndsWith("/events", StringComparison.Ordinal) && text.StartsWith("/cashier/", StringComparison.Ordinal)) return "stream";
        if (text is "/submit.php" or "/mapi.php" or "/api.php" || text.StartsWith("/epay/", StringComparison.Ordinal)) return "epay";
        if (text.StartsWith("/pay/", StringComparison.Ordinal)) return "pay188";
        if (text.StartsWith("/api/v1/", StringComparison.Ordinal)) return "wopay";
        if (text.StartsWith("/cashier", StringComparison.Ordinal)) return "cashier";
        if (text.StartsWith("/assets/", StringComparison.Ordinal)) return "assets";
        if (text.StartsWith("/ops", StringComparison.Ordinal) || text.StartsWith("/health", StringComparison.Ordinal) || text == "/metrics") return "ops";
        return "other";
    }

    private async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        var face = FaceOf(context.Request.Path);
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (face != "stream") metrics.Answered(face, context.Response.StatusCode, time.GetElapsedTime(began));
        }
    }
}
