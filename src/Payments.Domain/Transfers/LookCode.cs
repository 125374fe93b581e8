namespace Payments.Domain.Transfers;

/// <summary>
/// What a transaction is to the merchant that asks. Merchants read the words of <see cref="LookRules.Word"/>; new codes are only
/// ever added.
/// </summary>
public enum LookCode
{
    /// <summary>No node of the chain knows of it.</summary>
    Unknown,

    /// <summary>It waits for a block.</summary>
    Waiting,

    /// <summary>It is in a block and moved nothing.</summary>
    Failed,

    /// <summary>It pays no address of the merchant's; asked for an order, none that the order was quoted.</summary>
    OtherAddress,

    /// <summary>It pays the merchant's address in a token that the gateway does not take; asked for an order, in another coin.</summary>
    OtherToken,

    /// <summary>It names the merchant's address by a node's account, and its block shows nothing that arrived there.</summary>
    NothingArrived,

    /// <summary>The gateway has not read the chain up to its block yet; it counts by itself then.</summary>
    NotRead,

    /// <summary>An order counts it, and its block is not final yet.</summary>
    NotFinal,

    /// <summary>An order of the merchant's counts it.</summary>
    Counted,

    /// <summary>An order of another merchant counts it.</summary>
    CountedElsewhere,

    /// <summary>It is unmatched, and can be assigned to an order.</summary>
    Unmatched,

    /// <summary>It is unmatched, and older than the order that it would fit.</summary>
    BeforeOrder,

    /// <summary>Nobody has it: it was not seen when its block was read.</summary>
    Missed,

    /// <summary>It is too little to be a payment, and is only counted as dust.</summary>
    Dust,

    /// <summary>Nobody has it, and it is so old that an archived order may have counted it.</summary>
    TooOld,
}
