namespace Payments.Domain.Wallets;

/// <summary>The rules by which a transfer finds its order, in the order in which they are tried.</summary>
public enum MatchRule
{
    /// <summary>Nobody's: it is stored as unmatched.</summary>
    None,

    /// <summary>The transfer counts for an order already.</summary>
    CountedBefore,

    /// <summary>The transaction names exactly one order of this address, which was open in the transfer's block; whatever the amount is, unless it is dust, it is that order's.</summary>
    Reference,

    /// <summary>An order owns exactly this amount and was open in the transfer's block.</summary>
    ExactAmount,

    /// <summary>The sender has paid part of exactly one order here that still waits for the rest.</summary>
    SameSender,

    /// <summary>Exactly one order waits for this token here, and the amount is no dust.</summary>
    SoleOpenOrder,
}
