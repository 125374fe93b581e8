using Orleans;

namespace Payments.Domain.Orders;

/// <summary>Named outcomes of counting a transfer, one per rule, in the order the rules are tried.</summary>
[GenerateSerializer, Alias("accept-outcome")]
public enum AcceptOutcome
{
    /// <summary>It counts now.</summary>
    Counted = 0,

    /// <summary>It counted before.</summary>
    Duplicate = 1,

    /// <summary>No such order.</summary>
    NotFound = 2,

    /// <summary>The order has no quote for this coin and address.</summary>
    WrongCoin = 3,

    /// <summary>The transfer belongs to another order.</summary>
    TakenByOther = 4,

    /// <summary>No such unmatched transfer at this merchant's addresses.</summary>
    UnknownTransfer = 5,

    /// <summary>The order holds as many transfers as one may.</summary>
    TooManyTransfers = 6,

    /// <summary>The shop has closed the order: only by hand may it take money again.</summary>
    OrderClosed = 7,

    /// <summary>Too little to be a payment, at an address that the order has alone: see <see cref="Transfers.Dust"/>. By hand it may be given to the order all the same.</summary>
    Dust = 8,

    /// <summary>The order was archived: it takes no money any more, by hand neither.</summary>
    Archived = 9,
}
