using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Tells callers when to send a request again that may be taken then, by <c>Retry-After</c>.</summary>
internal static class RetryHeader
{
    /// <summary>Where nobody knows when.</summary>
    private const long UsualSeconds = 5;

    /// <summary>Sets the header for statuses 429 and 503, whichever status the face itself answers with. One that is set stays.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="status">The status of the refusal.</param>
    /// <param name="after">After how long; null where that is not known.</param>
    public static void Set(HttpResponse response, int status, TimeSpan? after)
    {
        if (status is not (StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)) return;
        if (response.Headers.RetryAfter.Count > 0) return;
        var seconds = after is { } time ? Math.Max(1, (long)Math.Ceiling(time.TotalSeconds)) : UsualSeconds;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
