using Payments.Contracts.Merchants;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>Reads requests about webhook endpoints, those of the API and the console's forms.</summary>
internal static class EndpointRequest
{
    private const int DefaultOverlapHours = 24;

    private static readonly int MostOverlapHours = (int)MerchantRules.MaxSecretOverlap.TotalHours;

    /// <summary>A new endpoint; of all events where none are named.</summary>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static SaveEndpoint New(JsonFields body) => new()
    {
        Url = InputRules.Url(body.Required("url"), "url"),
        Events = Events(body) ?? WebhookEvents.All,
        IsOn = Enabled(body),
    };

    /// <summary>A changed endpoint: what is left out stays.</summary>
    /// <exception cref="InputException">A field is wrong.</exception>
    public static SaveEndpoint Changed(JsonFields body) => new()
    {
        Url = body.Has("url") ? InputRules.Url(body.Required("url"), "url") : null,
        Events = Events(body),
        IsOn = Enabled(body),
    };

    /// <summary>
    /// For how many hours a former secret stays in force: from none, which ends it at once, to a week; a day where nothing is said.
    /// </summary>
    /// <exception cref="InputException">It is no number, or too many.</exception>
    public static TimeSpan Overlap(string? text) =>
        TimeSpan.FromHours(text is null ? DefaultOverlapHours : ApiRules.Whole(text, "overlap_hours", MostOverlapHours));

    /// <summary>Null where the field was left out.</summary>
    private static IReadOnlyList<string>? Events(JsonFields body)
    {
        if (body.Texts("events")?.Distinct().ToArray() is not { } names) return null;
        var isKnown = names.Length > 0 && names.All(WebhookEvents.All.Contains);
        return isKnown
            ? names
            : throw new InputException("events", $"expected a list of one or more of {string.Join(", ", WebhookEvents.All)}");
    }

    private static bool? Enabled(JsonFields body) => body.Has("enabled") ? body.Flag("enabled") : null;
}
