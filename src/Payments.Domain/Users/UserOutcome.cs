using Orleans;

namespace Payments.Domain.Users;

/// <summary>What became of a change to a user's wallet. Numbers are append-only.</summary>
[GenerateSerializer, Alias("user-outcome")]
public enum UserOutcome
{
    /// <summary>The entry was made.</summary>
    Done = 0,

    /// <summary>The same was asked before: the entry is the one that was made then.</summary>
    Repeated = 1,

    /// <summary>The key has an entry that says something else.</summary>
    KeyTaken = 2,

    /// <summary>Less is available.</summary>
    Insufficient = 3,

    /// <summary>A sum would have more digits than can be kept exactly.</summary>
    TooLarge = 4,

    /// <summary>The user has as many currencies as one may.</summary>
    TooManyCurrencies = 5,

    /// <summary>The user has as many open holds as one may.</summary>
    TooManyHolds = 6,

    /// <summary>There is no open hold of that key: it never was one, or was settled whole, or expired.</summary>
    NoHold = 7,

    /// <summary>Less remains of the hold, or of what is to be reversed.</summary>
    TooMuch = 8,

    /// <summary>There is no entry of that key.</summary>
    NoEntry = 9,

    /// <summary>The entry is none that can be reversed: a credit, a debit or a capture.</summary>
    NotReversible = 10,

    /// <summary>A hold would end at once.</summary>
    Expired = 11,
}
