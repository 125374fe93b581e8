using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Storage;

namespace Payments.Http.Ops;

/// <summary>
/// Who may look at the operators' pages: who is signed in to the console as an operator, and who brought the admin key, which is the way in
/// while nobody has an account. The key's session is a cookie with its end and an HMAC over it under a key derived from the admin key, so
/// that a new admin key ends all. The HMAC covers a text that is stored and that signing out replaces: that ends all sessions of the key on
/// every front, the cookie's copies included.
/// </summary>
public sealed class OpsSession(AdminGate gate, AdminKey key, IOperatorSignIn console, Settings settings, IRandomBytes random,
    IOptions<PaymentsHttpOptions> options, TimeProvider time)
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>How long another front's sign-out may go unnoticed here: pages and the dashboard ask every second or so.</summary>
    private static readonly TimeSpan SeriesRest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string Cookie = "payments-ops";
    private const string Setting = "ops-sessions";
    private const int SeriesBytes = 16;

    private Series? known;

    /// <summary>Whether the request may look: by the admin key, by a session of it, or by an operator's sign-in to the console.</summary>
    /// <exception cref="InputException">Too many wrong keys wait: 429.</exception>
    public async Task<bool> IsOperatorAsync(HttpContext context) => await HasKeyAsync(context) || await console.IsOperatorAsync(context);

    /// <summary>Whether the request carries the admin key or a session of it that has not ended.</summary>
    /// <exception cref="InputException">Too many wrong keys wait: 429.</exception>
    public async Task<bool> HasKeyAsync(HttpContext context) =>
        (context.Request.Cookies[Cookie] is { } token && await FitsAsync(token)) || await gate.LetsInAsync(context);

    /// <summary>Begins a session; false where the key is wrong.</summary>
    /// <exception cref="InputException">Too many wrong keys wait: 429.</exception>
    public async Task<bool> TryBeginAsync(HttpContext context, string given)
    {
        if (!await gate.LetsInAsync(context, given)) return false;
        var end = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(Cookie, $"{end}.{Sign(end, await SeriesAsync())}", CookieSettings(context));
        return true;
    }

    /// <summary>Ends all sessions where the browser has one.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { } token && await FitsAsync(token))
        {
            var next = random.Hex(SeriesBytes);
            await settings.PutAsync(Setting, next);
            known = new Series(next, time.GetTimestamp());
        }
        context.Response.Cookies.Delete(Cookie, CookieSettings(context));
    }

    private CookieOptions CookieSettings(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // A proxy that ends TLS makes a plain connection; what payers and operators see is the public address.
        Secure = context.Request.IsHttps || options.Value.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        Path = "/",
        MaxAge = Lifetime,
    };

    private async Task<bool> FitsAsync(string token)
    {
        var dot = token.IndexOf('.');
        if (dot is < 1 or > 12 || !key.IsSet) return false;
        var end = token[..dot];
        if (!long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ||
            time.GetUtcNow().ToUnixTimeSeconds() >= seconds) return false;
        var expected = Sign(end, await SeriesAsync());
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[(dot + 1)..]), Encoding.ASCII.GetBytes(expected));
    }

    /// <summary>The stored text. While the database does not answer, the one known last: an outage is when operators look.</summary>
    private async Task<string> SeriesAsync()
    {
        if (known is { } last && time.GetElapsedTime(last.ReadAt) < SeriesRest) return last.Text;
        try
        {
            var text = await settings.FindAsync(Setting).WaitAsync(Patience, time) ?? "";
            known = new Series(text, time.GetTimestamp());
            return text;
        }
        catch (Exception exception) when (known is not null && (exception is DbException or TimeoutException or InvalidOperationException))
        {
            return known!.Text;
        }
    }

    private string Sign(string end, string series)
    {
        var derived = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.AdminKey), "ops session"u8);
        return Convert.ToHexStringLower(HMACSHA256.HashData(derived, Encoding.ASCII.GetBytes($"{end}.{series}")));
    }

    private sealed record Series(string Text, long ReadAt);
}
