using Payments.Contracts.Callbacks;
using Payments.Contracts.Merchants;
using Payments.Domain.Signatures;
using Payments.Http.Api;
using Payments.Storage.Queries;

namespace Payments.Http.Merchants;

/// <summary>How a test of a webhook went: what was sent, its signatures, and what came back.</summary>
internal sealed record WebhookTestView(
    string Url, string EventType, bool Delivered, int? StatusCode, string? Answer, int DurationMs, string? Error,
    string Payload, IReadOnlyDictionary<string, string> Headers)
{
    public static WebhookTestView Of(string url, string eventType, CallbackTest test)
    {
        var attempt = test.Attempts[^1];
        return new(url, eventType, attempt.Error is null, attempt.StatusCode, attempt.Answer, attempt.DurationMs, attempt.Error,
            test.Payload, test.Headers);
    }
}

/// <summary>
/// What became of a merchant's callbacks, those of every face. <c>success_rate</c> is percent of those that no newer one superseded;
/// <c>average_attempts</c> counts requests for each callback that any was made for.
/// </summary>
internal sealed record WebhookStatsView(
    long TotalWebhooks, long SuccessfulWebhooks, long FailedWebhooks, long PendingWebhooks, long SupersededWebhooks,
    decimal SuccessRate, decimal AverageAttempts)
{
    public static WebhookStatsView Of(DeliveryCounts counts)
    {
        var (heard, superseded) = (counts.Of("delivered"), counts.Of("superseded"));
        return new(
            counts.Total, heard, counts.Of("failed") + counts.Of("unconfirmed"), counts.Of("pending"), superseded,
            Ratio(100m * heard, counts.Total - superseded), Ratio(counts.Attempts, counts.Attempted));
    }

    private static decimal Ratio(decimal part, long whole) => whole == 0 ? 0.0m : decimal.Round(part / whole, 2);
}

/// <summary>
/// A new signing secret, shown once. <c>webhook_secret</c> is the same in the form that libraries of Standard Webhooks take.
/// </summary>
internal sealed record RotatedSecretView(string ApiSecret, string WebhookSecret, string FormerValidUntil)
{
    public static RotatedSecretView Of(RotatedSecret rotated) =>
        new(rotated.Secret, WebhookSignature.StandardForm(rotated.Secret), ApiTime.Format(rotated.FormerUntil));
}
