namespace Payments.Domain.Callbacks;

/// <summary>What the test of a callback address found.</summary>
/// <param name="Verdict"><c>answered</c>, <c>believed</c> or <c>unreachable</c>.</param>
/// <param name="Words">The same for the shop's owner, with what to do.</param>
/// <param name="Suggested">The notify method to set; null where nothing speaks against the present one.</param>
public sealed record CallbackFinding(string Verdict, string Words, NotifyMethod? Suggested)
{
    private const string Unsigned = "Any stranger who knows the address could report a payment: see that the shop checks sign";

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
                NotifyMethod.Get);
        }
        if (believed.Length > 1)
            return new("believed", $"By POST and by GET the shop answers success to what nobody signed. {Unsigned}.", null);
        return new("believed", $"By {believed[0]} the shop answers success to what nobody signed. {Unsigned}.", null);
    }
}
