namespace Payments.Providers.Cryptomus;

/// <summary>Where a payout stands, in Cryptomus' words. A failed one may be sent again until it is final.</summary>
public enum CryptomusPayoutStatus
{
    /// <summary>A word that is not known here: not final, whatever <c>is_final</c> says.</summary>
    Unknown = 0,

    /// <summary><c>process</c>: taken on.</summary>
    Process,

    /// <summary><c>check</c>: being verified.</summary>
    Check,

    /// <summary><c>paid</c>: sent.</summary>
    Paid,

    /// <summary><c>fail</c>: not sent.</summary>
    Fail,

    /// <summary><c>cancel</c>: cancelled; the money is back in the balance.</summary>
    Cancel,

    /// <summary><c>system_fail</c>: an error of Cryptomus.</summary>
    SystemFail,
}
