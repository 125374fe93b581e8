namespace Payments.Providers.Cryptomus;

/// <summary>Where an invoice stands, in Cryptomus' words.</summary>
public enum CryptomusPaymentStatus
{
    /// <summary>A word that is not known here: not final, whatever <c>is_final</c> says.</summary>
    Unknown = 0,

    /// <summary><c>process</c>: waits for the payer.</summary>
    Process,

    /// <summary><c>check</c>: a payment is looked for.</summary>
    Check,

    /// <summary><c>confirm_check</c>: the payment is on the chain and not confirmed. No money yet.</summary>
    ConfirmCheck,

    /// <summary><c>wrong_amount_waiting</c>: less came; the rest may follow.</summary>
    WrongAmountWaiting,

    /// <summary><c>paid</c>: exactly what was asked for.</summary>
    Paid,

    /// <summary><c>paid_over</c>: more than was asked for.</summary>
    PaidOver,

    /// <summary><c>wrong_amount</c>: it ended with less than was asked for; what came is in the balance and can be refunded.</summary>
    WrongAmount,

    /// <summary><c>fail</c>: an error of the payment.</summary>
    Fail,

    /// <summary><c>cancel</c>: nobody paid in time.</summary>
    Cancel,

    /// <summary><c>system_fail</c>: an error of Cryptomus.</summary>
    SystemFail,

    /// <summary><c>refund_process</c>: the money is on its way back.</summary>
    RefundProcess,

    /// <summary><c>refund_fail</c>: the refund failed.</summary>
    RefundFail,

    /// <summary><c>refund_paid</c>: the money went back.</summary>
    RefundPaid,

    /// <summary><c>locked</c>: held by a check against money laundering.</summary>
    Locked,
}
