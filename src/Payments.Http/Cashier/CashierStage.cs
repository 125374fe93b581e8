namespace Payments.Http.Cashier;

/// <summary>What the payer is told of an order. Camel case in JSON.</summary>
public enum CashierStage
{
    /// <summary>No coin was chosen yet.</summary>
    Choose,

    /// <summary>Nothing has arrived.</summary>
    Waiting,

    /// <summary>Less than asked has arrived; the rest is awaited.</summary>
    Underpaid,

    /// <summary>All of it was seen and is not final yet.</summary>
    Confirming,

    /// <summary>Paid and final.</summary>
    Completed,

    /// <summary>The quote ran out; a late payment may still count until the grace period ends.</summary>
    Expired,

    /// <summary>Closed by the shop.</summary>
    Closed,

    /// <summary>Refused for good.</summary>
    Failed,

    /// <summary>Paid, and returned in part or whole.</summary>
    Refunded,
}
