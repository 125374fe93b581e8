using Orleans;

namespace Payments.Contracts.Orders;

/// <summary>Named outcomes of creating an order or choosing its wallet, one per rule.</summary>
[GenerateSerializer, Alias("create-outcome")]
public enum CreateOutcome
{
    /// <summary>A new order.</summary>
    Created = 0,

    /// <summary>The same wish again: the order as it is.</summary>
    Existing = 1,

    /// <summary>It had expired unpaid and is open again with a fresh quote.</summary>
    Reopened = 2,

    /// <summary>The number is taken by an order with other money or currency.</summary>
    ConflictingMoney = 3,

    /// <summary>The merchant does not exist or is suspended.</summary>
    UnknownMerchant = 4,

    /// <summary>The merchant has no wallet that fits.</summary>
    NoWallet = 5,

    /// <summary>The wallet's chain is switched off on this gateway.</summary>
    ChainOff = 6,

    /// <summary>No rate that is fresh enough.</summary>
    NoRate = 7,

    /// <summary>Every amount near enough to the price is taken, at every address; see <see cref="Domain.Wallets.Nudge"/>.</summary>
    AmountsExhausted = 8,

    /// <summary>The money converts to nothing, or to more than a token can carry.</summary>
    AmountOutOfRange = 9,

    /// <summary>The order is paid, closed or expired: nothing can be chosen any more.</summary>
    NotOpen = 10,

    /// <summary>No such order.</summary>
    NotFound = 11,

    /// <summary>The payer changed the coin too often.</summary>
    TooManyQuotes = 12,

    /// <summary>The number is that of an order which is paid, closed, refused or returned, and takes no money any more.</summary>
    Over = 13,

    /// <summary>
    /// The wallet's chain was not read to its head of late, or never: payments could not be seen, nor told from older ones.
    /// </summary>
    ChainBehind = 14,

    /// <summary>As many orders of the merchant wait for a first payment as may.</summary>
    TooManyUnpaid = 15,

    /// <summary>
    /// The number is that of an open order of which a payment was seen, and the request names other URLs or another type.
    /// </summary>
    ConflictingTerms = 16,

    /// <summary>Callbacks may never reach the address that the request or the wallet names.</summary>
    ForbiddenCallback = 17,

    /// <summary>The number is that of an order that was archived: it stays taken.</summary>
    Archived = 18,

    /// <summary>Payers of the same network changed the coin too often at the same address.</summary>
    TooManyChanges = 19,

    /// <summary>A rule of risk control refuses it. The detail says no more, so that nobody learns the rule from it.</summary>
    Declined = 20,
}
