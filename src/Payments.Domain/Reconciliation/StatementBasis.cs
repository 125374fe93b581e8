namespace Payments.Domain.Reconciliation;

/// <summary>By which of its times a payment belongs to a day of its provider's statement.</summary>
public enum StatementBasis
{
    /// <summary>The time at which it was paid.</summary>
    Paid,

    /// <summary>The time at which it was begun.</summary>
    Begun,
}
