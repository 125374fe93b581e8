using System.Text.Json.Serialization;
using Payments.Domain.Callbacks;
using Payments.Domain.Merchants;
using Payments.Domain.Signatures;
using Payments.Http.Api;

namespace Payments.Http.Merchants;

/// <summary>How well an endpoint hears; <c>failures_in_row</c> is 0 while all is well.</summary>
internal sealed record EndpointHealthView(
    int FailuresInRow, string? FailingSince, string? LastFailedAt, string? LastError, string? LastHeardAt)
{
    public static EndpointHealthView Of(EndpointHealth? health) => new(
        health?.Failures ?? 0, ApiTime.Format(health?.FailingSince), ApiTime.Format(health?.FailedAt), health?.Error,
        ApiTime.Format(health?.HeardAt));
}

/// <summary>
/// A webhook endpoint. The secret is in the answer that adds it or gives it a new one, and in no other; <c>webhook_secret</c> is the same
/// in the form that libraries of Standard Webhooks take. <c>active_from</c> is from when on it is told, where it still waits;
/// <c>next_url</c> is an address that waits until <c>next_url_from</c>.
/// </summary>
internal sealed record EndpointView(
    string EndpointId, string Url, IReadOnlyList<string> Events, bool Enabled, string CreatedAt, string? OffSince, string? OffReason,
    string? ActiveFrom, string? NextUrl, string? NextUrlFrom, string? FormerSecretValidUntil, EndpointHealthView Health,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WebhookSecret)
{
    public static EndpointView Of(WebhookEndpoint endpoint, EndpointHealth? health, DateTimeOffset now, string? secret) => new(
        endpoint.Id, endpoint.UrlAt(now), endpoint.Events, endpoint.OffSince is null, ApiTime.Format(endpoint.CreatedAt),
        ApiTime.Format(endpoint.OffSince), endpoint.OffReason, ApiTime.Format(endpoint.IsActive(now) ? null : endpoint.ActiveFrom),
        endpoint.WaitingUrl(now), ApiTime.Format(endpoint.WaitingUrl(now) is null ? null : endpoint.NextUrlFrom),
        ApiTime.Format(endpoint.FormerSecretUntil), EndpointHealthView.Of(health),
        secret, secret is null ? null : WebhookSignature.StandardForm(secret));
}

/// <summary>A merchant's endpoints.</summary>
internal sealed record EndpointsView(IReadOnlyList<EndpointView> Endpoints);

/// <summary>What an endpoint has not heard since a time, or a recovery that sends it again.</summary>
internal sealed record RecoveryView(
    string Status, string Since, bool IncludeSuperseded, long Total, long Resent, string? StartedAt, string? EndedAt)
{
    public static RecoveryView Of(WebhookRecovery recovery) => new(
        Word(recovery.Status), ApiTime.Format(recovery.Since), recovery.WithSuperseded, recovery.Total, recovery.Resent,
        ApiTime.Format(recovery.StartedAt), ApiTime.Format(recovery.EndedAt));

    /// <summary>A count that began nothing.</summary>
    public static RecoveryView Counted(DateTimeOffset since, bool withSuperseded, long total) =>
        new("counted", ApiTime.Format(since), withSuperseded, total, 0, null, null);

    private static string Word(RecoveryStatus status) => status switch
    {
        RecoveryStatus.Running => "running",
        RecoveryStatus.Done => "done",
        RecoveryStatus.Stopped => "stopped",
        RecoveryStatus.EndpointOff => "endpoint_off",
        _ => throw new InvalidOperationException($"Unknown status {status} of a recovery."),
    };
}
