using Orleans;

namespace Payments.Domain.Orders;

/// <summary>Named outcomes of closing an order.</summary>
[GenerateSerializer, Alias("close-outcome")]
public enum CloseOutcome
{
    /// <summary>Closed now.</summary>
    Closed = 0,

    /// <summary>It was closed before.</summary>
    AlreadyClosed = 1,

    /// <summary>A payment was seen: it can no longer be closed.</summary>
    HasPayment = 2,

    /// <summary>No such order.</summary>
    NotFound = 3,

    /// <summary>It was archived: nothing of it changes any more.</summary>
    Archived = 4,
}
