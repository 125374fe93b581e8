using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Http.Common;

namespace Payments.Http.Ops;

/// <summary>An operator's session: a cookie with its end and an HMAC over it under a key derived from the admin key, so that a new admin key ends all.</summary>
public sealed class OpsSession(AdminKey key, IOptions<PaymentsHttpOptions> options, TimeProvider time)
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private const string Cookie = "payments-ops";

    /// <summary>Whether the request carries the admin key or a session that has not ended.</summary>
    public bool IsOperator(HttpRequest request) => key.IsCarriedBy(request) || request.Cookies[Cookie] is { } token && Fits(token);

    /// <summary>Begins a session; false where the key is wrong.</summary>
    public bool TryBegin(HttpContext context, string given)
    {
        if (!key.Fits(given)) return false;
        var end = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(Cookie, $"{end}.{Sign(end)}", Settings(context));
        return true;
    }

    /// <summary>Ends the browser's session.</summary>
    public void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Settings(context));

    private CookieOptions Settings(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // A proxy that ends TLS makes a plain connection; what payers and operators see is the public address.
        Secure = context.Request.IsHttps || options.Value.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        Path = "/",
        MaxAge = Lifetime,
    };

    private bool Fits(string token)
    {
        var dot = token.IndexOf('.');
        if (dot is < 1 or > 12 || options.Value.AdminKey.Length == 0) return false;
        var end = token[..dot];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[(dot + 1)..]), Encoding.ASCII.GetBytes(Sign(end))) &&
            long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && time.GetUtcNow().ToUnixTimeSeconds() < seconds;
    }

    private string Sign(string end)
    {
        var derived = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.AdminKey), "ops session"u8);
        return Convert.ToHexStringLower(HMACSHA256.HashData(derived, Encoding.ASCII.GetBytes(end)));
    }
}
