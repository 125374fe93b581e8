using System.Globalization;

namespace Payments.Http.Api;

/// <summary>Times as the WoPay document prints them: UTC, whole seconds, <c>2024-01-01T00:00:00Z</c>.</summary>
internal static class ApiTime
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Format(DateTimeOffset? time) => time is { } given ? Format(given) : null;
}
