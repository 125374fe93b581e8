using System.Net;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Pages rendered by us: strict headers, nothing from elsewhere.</summary>
public static class HtmlPage
{
    /// <summary>Scripts, styles, images and connections from this host only; no frames around us.</summary>
    public const string ContentSecurityPolicy = $"{Sources}; form-action 'self'; {Bounds}";

    private const string Sources =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
    private const string Bounds = "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sends a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="html">The page.</param>
    /// <param name="formsTo">
    /// Another origin to which a form of it goes; null for none. Browsers hold the answer's redirects against the policy as well, so that
    /// every https page may follow.
    /// </param>
    public static Task WriteAsync(HttpContext context, int status, string html, string? formsTo = null)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = formsTo is null
            ? ContentSecurityPolicy
            : $"{Sources}; form-action {formsTo} https:; {Bounds}";
        // Not "no-referrer": browsers would then send "Origin: null" with our own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    /// <summary>Escapes a text for HTML.</summary>
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A hint for the shop's owner, marked as such: payers pass it on.</summary>
    public static string ForOwner(HttpRequest request, string hint) =>
        (IsChinese(request) ? "店主提示：" : "For the shop's owner: ") + hint;

    /// <summary>Whether the reader prefers Chinese; <c>?lang=</c> decides before the browser does.</summary>
    public static bool IsChinese(HttpRequest request)
    {
        var asked = request.Query["lang"].ToString();
        return (asked.Length > 0 ? asked : request.Headers.AcceptLanguage.ToString().Split(',')[0]).TrimStart().StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    }
}
