namespace Payments.Domain.Callbacks;

/// <summary>What the test of a callback address found.</summary>
/// <param name="Verdict"><c>answered</c>, <c>believed</c> or <c>unreachable</c>.</param>
/// <param name="Words">The same for the shop's owner, with what to do.</param>
/// <param name="Suggested">The notify method to set; null where nothing speaks against the present one.</param>
public sealed record CallbackFinding(string Verdict, string Words, NotifyMethod? Suggested)
{
    private const string GetFirst =
        "Unless you chose a notify_method, callbacks come by GET first from now on, and by POST where that fails: a shop that reads the " +
        "query alone answers success to a POST of which it has read nothing.";

    private const string Unsigned = "Any stranger who knows the address could report a payment: see that the shop checks sign";

    /// <summary>
    /// Whether it answers success to a POST that nobody signed. It may not have read it, so its success by POST says nothing; what it
    /// answers to GET does not matter, as a shop may believe that as well, or have been away for a moment.
    /// </summary>
    public bool BelievesPost { get; private init; }

    /// <summary>Reads the requests of a test, which carried no signature.</summary>
    /// <param name="attempts">The requests, by each method that was tried.</param>
    public static CallbackFinding Of(IReadOnlyList<DeliveryAttempt> attempts)
    {
        var believed = attempts.Where(attempt => attempt.Error is null).Select(attempt => attempt.Method).ToArray();
        if (believed.Length == 0)
        {
            return attempts.Any(attempt => attempt.StatusCode is not null)
                ? new("answered", "The shop was reached and did not take an unsigned notice for a payment, as it should.", null)
                : new("unreachable", "No answer came; the error of each attempt says why.", null);
        }
        if (believed is ["POST"] && attempts.Any(attempt => attempt is { Method: "GET", StatusCode: not null }))
        {
            return new(
                "believed",
                "By POST the shop answers success to what nobody signed, and by GET it refuses the same: it probably reads the query " +
                "alone, and hears nothing of a POST. Set notify_method to get.",
                NotifyMethod.Get)
            {
                BelievesPost = true,
            };
        }
        var believesPost = believed.Contains("POST");
        var by = believed.Length > 1 ? "POST and by GET" : believed[0];
        var words = $"By {by} the shop answers success to what nobody signed. {Unsigned}.";
        if (believesPost && attempts.Any(attempt => attempt.Method == "GET")) words = $"{words} {GetFirst}";
        return new("believed", words, null) { BelievesPost = believesPost };
    }
}
