using System.Diagnostics;
using Payments.Domain.Callbacks;
using Payments.Grains.Telemetry;

namespace Payments.Grains.Callbacks;

/// <summary>Activities of callbacks.</summary>
internal static class CallbackTraces
{
    private static readonly ActivitySource Source = new("Payments.Callbacks");

    /// <summary>An attempt begins: its requests are activities of the HTTP client within this one.</summary>
    public static Activity? Attempt(Delivery delivery) => StoredTrace.Continue(Source, "payments.callback.attempt", delivery.TraceParent)?
        .SetTag(TraceTags.Delivery, delivery.Id)
        .SetTag(TraceTags.Order, delivery.Order.Value)
        .SetTag(TraceTags.Merchant, delivery.Merchant.Value);

    /// <summary>An attempt ended.</summary>
    /// <param name="attempt">What <see cref="Attempt"/> returned.</param>
    /// <param name="tries">Its requests.</param>
    public static void Tell(this Activity? attempt, IReadOnlyList<DeliveryAttempt> tries)
    {
        if (attempt is null) return;
        attempt.SetTag(TraceTags.Attempts, tries.Count);
        if (tries.Count == 0) attempt.SetStatus(ActivityStatusCode.Error, "no request was made");
        else if (tries[^1].Error is { } error) attempt.SetStatus(ActivityStatusCode.Error, error);
    }
}
