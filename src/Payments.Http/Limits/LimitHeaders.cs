using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payments.Domain.Limits;

namespace Payments.Http.Limits;

/// <summary>
/// Tells a caller its limits, by the fields <c>RateLimit-Policy</c> and <c>RateLimit</c> of the IETF draft
/// draft-ietf-httpapi-ratelimit-headers: <c>"api";q=10;w=1</c> is ten requests a second, <c>"api";r=7;t=1</c> says that seven are left and
/// that there are new ones in a second. Where several limits hold, each is an item of the lists.
/// </summary>
internal static class LimitHeaders
{
    private const string Policy = "RateLimit-Policy";
    private const string Rest = "RateLimit";

    /// <summary>Adds a limit.</summary>
    public static void Add(HttpResponse response, string policy, RateQuota quota, TokenTake take)
    {
        var window = (long)quota.Window.TotalSeconds;
        Append(response, Policy, string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={quota.Tokens};w={window}"));
        Append(response, Rest, string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";r={take.Left};t={Seconds(take.EndsIn)}"));
    }

    /// <summary>Whole seconds, one at least.</summary>
    public static long Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));

    private static void Append(HttpResponse response, string name, string item)
    {
        var before = response.Headers[name];
        response.Headers[name] = before.Count == 0 ? item : $"{before}, {item}";
    }
}
