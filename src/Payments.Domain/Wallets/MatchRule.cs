namespace Payments.Domain.Wallets;

/// <summary>
/// The rules by which a payment finds its order, in the order in which they are tried. Of the last four the first that has any candidate
/// decides, and only where it has one alone.
/// </summary>
public enum MatchRule
{
    /// <summary>Nobody's: it is stored as unmatched, with its <see cref="UnmatchedCause"/>.</summary>
    None,

    /// <summary>The transfer counts for an order already.</summary>
    CountedBefore,

    /// <summary>The transaction names exactly one order of this address, which was open in the transfer's block; whatever the amount is, unless it is dust, it is that order's.</summary>
    Reference,

    /// <summary>An order owns exactly this amount and was open in the transfer's block.</summary>
    ExactAmount,

    /// <summary>
    /// Nobody owns this amount, and one order alone was asked exactly this before: one that changed its coin or was paid in part since, and
    /// takes money still.
    /// </summary>
    AskedBefore,

    /// <summary>The sender has paid part of one waiting order, and the amount is no dust.</summary>
    SameSender,

    /// <summary>As much is missing as the order's wallet tolerates, or nothing.</summary>
    Tolerance,

    /// <summary>At least half of what the order waits for.</summary>
    Part,

    /// <summary>More than the order waits for, by a tenth at most.</summary>
    Excess,

    /// <summary>The address is the order's alone, and the payment is in its time.</summary>
    OwnAddress,
}
