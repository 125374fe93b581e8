using Orleans;

namespace Payments.Domain.Orders;

/// <summary>Named outcomes of a decision by hand, one per rule, in the order the rules are tried.</summary>
[GenerateSerializer, Alias("manual-outcome")]
public enum ManualOutcome
{
    /// <summary>Done now.</summary>
    Done = 0,

    /// <summary>No such order.</summary>
    NotFound = 1,

    /// <summary>It was archived: nothing of it changes any more.</summary>
    Archived = 2,

    /// <summary>The same was decided before.</summary>
    AlreadyDone = 3,

    /// <summary>It is over, and stays as it is.</summary>
    Over = 4,

    /// <summary>It ends at that time or later already.</summary>
    NotLater = 5,

    /// <summary>Its amount was released, and somebody else may have it by now.</summary>
    AmountReleased = 6,

    /// <summary>It is under review: who may decide that completes it by approving.</summary>
    UnderReview = 7,
}
