using Orleans;

namespace Payments.Domain.Users;

/// <summary>What an entry of a user's ledger is. Numbers are append-only; in storage and JSON the camelCase names are used.</summary>
[GenerateSerializer, Alias("user-entry-kind")]
public enum UserEntryKind
{
    /// <summary>Money came in: from deposits to available.</summary>
    Credit = 0,

    /// <summary>Money was spent: from available to spending.</summary>
    Debit = 1,

    /// <summary>Money was set aside: from available to held.</summary>
    Hold = 2,

    /// <summary>Held money was spent: from held to spending.</summary>
    Capture = 3,

    /// <summary>Held money was let go: from held to available.</summary>
    Release = 4,

    /// <summary>
    /// A credit was taken back (from available to reversals), or a debit or capture given back (from refunds to available).
    /// </summary>
    Reversal = 5,
}
