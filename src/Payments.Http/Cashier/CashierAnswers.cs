using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Cashier;

/// <summary>What the cashier's parts answer alike: an order's state in JSON, the drawn code, and redirects.</summary>
internal static class CashierAnswers
{
    /// <summary>Sends the state.</summary>
    public static Task StateAsync(HttpContext context, CashierState state) =>
        JsonAsync(context, StatusCodes.Status200OK, state, CashierJson.Default.CashierState);

    /// <summary>Sends anything as JSON that nobody keeps.</summary>
    public static Task JsonAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(answer, type));
    }

    /// <summary>Sends the code as PNG, with <c>of=charge</c> that of the provider; 404 until there is one.</summary>
    public static Task PngAsync(HttpContext context, CashierState state) => CodeAsync(context, state, "image/png", QrImages.Png);

    /// <summary>The same as SVG.</summary>
    public static Task SvgAsync(HttpContext context, CashierState state) =>
        CodeAsync(context, state, "image/svg+xml", uri => Encoding.UTF8.GetBytes(QrImages.Svg(uri)));

    /// <summary>Redirects the browser, without a referrer: the address of a cashier page contains the order's id.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="target">Where to. It must be absolute if it has characters outside ASCII.</param>
    public static void Redirect(HttpContext context, int status, string target)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = Ascii.IsValid(target) ? target : new Uri(target).AbsoluteUri;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    private static async Task CodeAsync(HttpContext context, CashierState state, string type, Func<string, byte[]> draw)
    {
        var text = context.Request.Query["of"].ToString() switch
        {
            "charge" => state.Charge?.Code,
            "link" => state.Coin?.Uri,
            _ => state.Coin?.Code,
        };
        if (text is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.ETag = $"\"{state.Revision}\"";
        if (context.Request.Headers.IfNoneMatch.ToString() == headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(QrImages.Of(text, type, draw));
    }
}
