using Payments.Domain.Callbacks;
using Payments.Http.Api;

namespace Payments.Http.Merchants;

/// <summary>One try at a callback.</summary>
internal sealed record AttemptView(string At, string Method, string Url, int? StatusCode, string? Answer, int DurationMs, string? Error)
{
    public static AttemptView Of(DeliveryAttempt attempt) =>
        new(ApiTime.Format(attempt.At), attempt.Method, attempt.Url, attempt.StatusCode, attempt.Answer, attempt.DurationMs, attempt.Error);
}

/// <summary>
/// A callback with every attempt. Those to a webhook endpoint name it and their event; one that tells of an endpoint or of a payout is no
/// payment's.
/// </summary>
internal sealed record DeliveryView(
    string DeliveryId, string? PaymentId, string? Event, string? EndpointId, string Url, string Payload, string Status,
    string CreatedAt, string? DeliveredAt, string? NextAttemptAt, IReadOnlyList<AttemptView> Attempts)
{
    public static DeliveryView Of(Delivery delivery) => new(
        delivery.Id, WebhookEvents.IsOfOrder(delivery.Event) ? delivery.Order.ToUuid() : null, delivery.Event, delivery.Endpoint,
        delivery.Url, delivery.Payload, delivery.Status.ToString().ToLowerInvariant(), ApiTime.Format(delivery.CreatedAt),
        ApiTime.Format(delivery.DeliveredAt), ApiTime.Format(delivery.WakeAt), [.. delivery.Attempts.Select(AttemptView.Of)]);
}

/// <summary>Callbacks, newest first; <c>next</c> is what to send as <c>after</c> for more, null at the end.</summary>
internal sealed record DeliveriesView(IReadOnlyList<DeliveryView> Deliveries, string? Next);
