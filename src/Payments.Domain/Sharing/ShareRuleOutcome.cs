using Orleans;

namespace Payments.Domain.Sharing;

/// <summary>Named outcomes of changing a rule of sharing, one per rule, in the order in which they are tried.</summary>
[GenerateSerializer, Alias("share-rule-outcome")]
public enum ShareRuleOutcome
{
    /// <summary>Done.</summary>
    Saved = 0,

    /// <summary>There is no such rule.</summary>
    NotFound = 1,

    /// <summary>Provider and receiver of a rule stay what they are: refunds name them.</summary>
    FixedFields = 2,

    /// <summary>The merchant has as many rules as may be.</summary>
    TooMany = 3,

    /// <summary>Another rule shares with this receiver.</summary>
    ReceiverTaken = 4,

    /// <summary>The provider takes fewer receivers of one payment.</summary>
    TooManyReceivers = 5,

    /// <summary>The percentages together are above the provider's limit.</summary>
    TooMuch = 6,

    /// <summary>There is no such merchant.</summary>
    UnknownMerchant = 7,

    /// <summary>The caller's API key was replaced.</summary>
    KeyReplaced = 8,
}
