using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Faces.Epay;

/// <summary>
/// EPay's paths are found with doubled slashes, too: shops append <c>/submit.php</c> to a gateway address that their owner typed with a
/// slash at its end.
/// </summary>
internal sealed class DoubledSlashes : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(MergeAsync);
        next(app);
    };

    /// <summary>The path with single slashes where that is one of EPay's; else null.</summary>
    internal static string? Merged(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal)) return null;
        var merged = "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        return EpayEndpoints.Paths.Contains(merged) ? merged : null;
    }

    private static Task MergeAsync(HttpContext context, RequestDelegate next)
    {
        if (Merged(context.Request.Path.Value ?? "") is { } merged) context.Request.Path = merged;
        return next(context);
    }
}
