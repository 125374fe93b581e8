using Orleans;

namespace Payments.Domain.Refunds;

/// <summary>
/// What became of an end user's credit for the money that is refunded. Numbers are append-only; in storage the camelCase name is used.
/// </summary>
[GenerateSerializer, Alias("refund-reversal")]
public enum RefundReversal
{
    /// <summary>No user was credited with this money.</summary>
    None = 0,

    /// <summary>The credit is to be reversed before anybody is asked to return money.</summary>
    Due = 1,

    /// <summary>It was reversed.</summary>
    Done = 2,

    /// <summary>The refund did not happen: the user is to be credited again.</summary>
    ReturnDue = 3,

    /// <summary>He was.</summary>
    Returned = 4,
}
