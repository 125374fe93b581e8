namespace Payments.Domain.Reconciliation;

/// <summary>What moved money.</summary>
public enum EntryKind
{
    /// <summary>A payer paid.</summary>
    Payment,

    /// <summary>Money went back to a payer.</summary>
    Refund,

    /// <summary>A transfer on a chain.</summary>
    Transfer,
}
