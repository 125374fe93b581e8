using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>Named outcomes of a request for a refund, one per rule, in the order in which the rules are tried.</summary>
[GenerateSerializer, Alias("refund-outcome")]
public enum RefundOutcome
{
    /// <summary>Stored now.</summary>
    Created = 0,

    /// <summary>The same was asked before: the same refund.</summary>
    Existing = 1,

    /// <summary>No such order.</summary>
    NotFound = 2,

    /// <summary>The order has a refund of this id that says something else.</summary>
    Conflict = 3,

    /// <summary>The order was archived: nothing of it changes any more.</summary>
    Archived = 4,

    /// <summary>The order still takes money: it must be completed, or closed, before any of it goes back.</summary>
    NotOver = 5,

    /// <summary>Nothing was paid, or none of it is of the source that was named.</summary>
    NothingPaid = 6,

    /// <summary>It was paid in several ways, and the request must name one.</summary>
    SourceOpen = 7,

    /// <summary>What was paid is in doubt: a reorganisation took a payment back, or the provider's word does not fit.</summary>
    InDoubt = 8,

    /// <summary>The provider returns no money.</summary>
    NotOffered = 9,

    /// <summary>The request does not say where the money is to go.</summary>
    DestinationMissing = 10,

    /// <summary>The destination is no address of the chain, or the very address that was paid.</summary>
    DestinationWrong = 11,

    /// <summary>The order has as many refunds as one may.</summary>
    TooMany = 12,

    /// <summary>The amount is none of this currency: zero, or finer than it is divided.</summary>
    AmountWrong = 13,

    /// <summary>Nothing is left that could be returned, or nothing was overpaid.</summary>
    NothingLeft = 14,

    /// <summary>Less is left.</summary>
    TooMuch = 15,

    /// <summary>The provider returns whole payments alone.</summary>
    PartNotOffered = 16,

    /// <summary>A part of the money was shared with somebody who cannot give it back.</summary>
    SharesKept = 17,
}
