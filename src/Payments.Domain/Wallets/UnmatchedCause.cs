namespace Payments.Domain.Wallets;

/// <summary>
/// Why a transfer is nobody's. Merchants and the database read the words of <see cref="UnmatchedCauses"/>; new causes are only ever added.
/// </summary>
public enum UnmatchedCause
{
    /// <summary>No order that waits here asks anything like this amount.</summary>
    NoneFits,

    /// <summary>Two orders or more might be meant by the same rule.</summary>
    SeveralFit,

    /// <summary>It is exactly what an order asked that takes no money any more: its time is over.</summary>
    Late,

    /// <summary>It is exactly what an order asks, and older than that order.</summary>
    BeforeOrder,

    /// <summary>
    /// The transaction was seen before, waiting for a block or in one that a reorganisation took back, and was nobody's then.
    /// </summary>
    SeenBefore,

    /// <summary>The order that it belongs to was closed by its shop.</summary>
    OrderClosed,

    /// <summary>The order that it belongs to holds as many transfers as one may.</summary>
    OrderFull,

    /// <summary>Too little to be a payment of the order that has the address alone.</summary>
    Dust,

    /// <summary>The order that has the address, or that was found, has no quote in this coin that counts it.</summary>
    OtherCoin,

    /// <summary>The order that it belongs to is not there.</summary>
    NoOrder,

    /// <summary>The order that it belongs to was archived.</summary>
    OrderArchived,

    /// <summary>The receiving wallet signed the transaction itself: its own doing, and nobody's payment.</summary>
    OwnTransaction,
}
