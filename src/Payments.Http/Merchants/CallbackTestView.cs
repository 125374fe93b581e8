using Payments.Contracts.Callbacks;
using Payments.Domain.Callbacks;

namespace Payments.Http.Merchants;

/// <summary>
/// How a test of a callback address went. <c>answered</c>: the shop was reached; one that checks signatures refuses a test.
/// <c>believed</c>: it took for true what is not signed. <c>unreachable</c>: no answer came. <c>finding</c> says it in words.
/// </summary>
internal sealed record CallbackTestView(
    string Url, string Verdict, string Finding, string? SuggestedNotifyMethod, string Payload, IReadOnlyList<AttemptView> Attempts)
{
    public static CallbackTestView Of(string url, CallbackTest test)
    {
        var finding = CallbackFinding.Of(test.Attempts);
        var suggested = finding.Suggested?.ToString().ToLowerInvariant();
        return new(url, finding.Verdict, finding.Words, suggested, test.Payload, [.. test.Attempts.Select(AttemptView.Of)]);
    }
}
