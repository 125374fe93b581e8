using System.Globalization;

namespace Payments.Http.WoPay;

/// <summary>Times as the WoPay document prints them: UTC, whole seconds, <c>2024-01-01T00:00:00Z</c>.</summary>
internal static class WoPayTime
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Format(DateTimeOffset? time) => time is { } given ? Format(given) : null;
}
