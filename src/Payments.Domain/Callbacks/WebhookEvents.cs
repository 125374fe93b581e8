namespace Payments.Domain.Callbacks;

/// <summary>The names of what webhooks tell.</summary>
public static class WebhookEvents
{
    /// <summary>The WoPay document's only event; it goes to an order's own callback address.</summary>
    public const string StatusChanged = "payment_status_changed";

    /// <summary>An order was opened.</summary>
    public const string Created = "payment.created";

    /// <summary>A block holds a payment that is not final yet.</summary>
    public const string Detected = "payment.detected";

    /// <summary>Paid and final.</summary>
    public const string Completed = "payment.completed";

    /// <summary>The time to pay ran out.</summary>
    public const string Expired = "payment.expired";

    /// <summary>Can never be paid: closed or refused for good.</summary>
    public const string Failed = "payment.failed";

    /// <summary>Something came, and not enough.</summary>
    public const string Underpaid = "payment.underpaid";

    /// <summary>More came than was asked.</summary>
    public const string Overpaid = "payment.overpaid";

    /// <summary>A payment came after the expiry.</summary>
    public const string Late = "payment.late";

    /// <summary>A reorganisation of the chain took a payment back.</summary>
    public const string Reorged = "payment.reorged";

    /// <summary>Another endpoint of the merchant does not hear.</summary>
    public const string DeliveryFailing = "delivery.failing";

    /// <summary>The order was archived: its number stays taken, and no more is told of it.</summary>
    public const string Archived = "order.archived";

    /// <summary>An order waits for a person's decision, because a rule of risk control says so.</summary>
    public const string RiskReview = "risk.review";

    /// <summary>A person has approved or refused an order that was under review.</summary>
    public const string RiskDecided = "risk.decided";

    /// <summary>A refund was asked for.</summary>
    public const string RefundCreated = "refund.created";

    /// <summary>The money of a refund went back.</summary>
    public const string RefundSucceeded = "refund.succeeded";

    /// <summary>A refund was refused, ended without money moved, or was withdrawn.</summary>
    public const string RefundFailed = "refund.failed";

    /// <summary>A receiver got its share of a payment.</summary>
    public const string ShareSucceeded = "share.succeeded";

    /// <summary>A share could not be given, or was refused.</summary>
    public const string ShareFailed = "share.failed";

    /// <summary>A receiver gave its share back, wholly or partly.</summary>
    public const string ShareReturned = "share.returned";

    /// <summary>A payout was asked for.</summary>
    public const string PayoutCreated = "payout.created";

    /// <summary>A payout waits for a person's decision, because a rule of risk control says so.</summary>
    public const string PayoutReview = "payout.review";

    /// <summary>The money of a payout is sent.</summary>
    public const string PayoutCompleted = "payout.completed";

    /// <summary>A payout was refused, ended without money sent, or was withdrawn.</summary>
    public const string PayoutFailed = "payout.failed";

    /// <summary>The provider does not say what became of a payout; a person must.</summary>
    public const string PayoutUnknown = "payout.unknown";

    /// <summary>Whether an event tells of an order; so do an order's own callbacks, which name none.</summary>
    public static bool IsOfOrder(string? name) =>
        name is not (DeliveryFailing or PayoutCreated or PayoutReview or PayoutCompleted or PayoutFailed or PayoutUnknown);

    /// <summary>
    /// Whether a newer callback takes the place of one of this event that was not heard. What receivers act upon is tried
    /// to the end of its schedule; for an order's own callback every newer status says all.
    /// </summary>
    public static bool GivesWay(string? name) => name is null or Created or Detected or Underpaid or Reorged;

    /// <summary>Those that endpoints choose from.</summary>
    public static readonly IReadOnlyList<string> All =
        [Created, Detected, Completed, Expired, Failed, Underpaid, Overpaid, Late, Reorged, DeliveryFailing, Archived,
            RiskReview, RiskDecided,
            RefundCreated, RefundSucceeded, RefundFailed, ShareSucceeded, ShareFailed, ShareReturned,
            PayoutCreated, PayoutReview, PayoutCompleted, PayoutFailed, PayoutUnknown];
}
