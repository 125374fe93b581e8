using Payments.Contracts.Callbacks;

namespace Payments.Http.Merchants;

/// <summary>How a test of a callback address went. <c>answered</c>: the shop was reached; one that checks signatures refuses a test. <c>believed</c>: it took for true what is not signed. <c>unreachable</c>: no answer came.</summary>
internal sealed record CallbackTestView(string Url, string Verdict, string Payload, IReadOnlyList<AttemptView> Attempts)
{
    public static CallbackTestView Of(string url, CallbackTest test)
    {
        var verdict = test.Attempts.Any(attempt => attempt.Error is null) ? "believed" : test.Attempts.Any(attempt => attempt.StatusCode is not null) ? "answered" : "unreachable";
        return new(url, verdict, test.Payload, [.. test.Attempts.Select(AttemptView.Of)]);
    }
}
