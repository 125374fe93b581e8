namespace Payments.Domain.Orders;

/// <summary>What a repeated wish for an order number means.</summary>
public enum ResubmitOutcome
{
    /// <summary>The same order comes back.</summary>
    Existing,

    /// <summary>It expired unpaid: it opens again.</summary>
    Reopen,

    /// <summary>Other money or currency on a live or paid order.</summary>
    ConflictingMoney,

    /// <summary>It is paid, closed, refused or returned: it takes no money any more.</summary>
    Over,

    /// <summary>It was archived: its number stays taken.</summary>
    Archived,
}
