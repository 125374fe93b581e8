using Microsoft.AspNetCore.Http;
using Payments.Http.Common;

namespace Payments.Http.Console.Access;

/// <summary>How the console's cookies are named and kept.</summary>
internal static class ConsoleCookies
{
    /// <summary>
    /// Browsers take a cookie of such a name only from this very host, for every path, and over TLS (RFC 6265bis section 4.1.3.2).
    /// </summary>
    private const string HostPrefix = "__Host-";

    /// <summary>
    /// Whether people reach the gateway by TLS. A proxy that ends it makes a plain connection; the public address decides.
    /// </summary>
    public static bool IsSecure(PaymentsHttpOptions options) => options.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A cookie's name. Where there is no TLS, which is so on this machine alone, browsers refuse the prefix.</summary>
    public static string Name(string name, bool isSecure) => isSecure ? HostPrefix + name : name;

    /// <summary>For a cookie that scripts and other sites never see.</summary>
    public static CookieOptions Settings(HttpContext context, PaymentsHttpOptions options, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps || IsSecure(options),
        Path = "/",
        MaxAge = age,
    };
}
