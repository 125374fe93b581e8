using Payments.Domain.Charges;
using Payments.Domain.Payouts;

namespace Payments.Providers.Cryptomus;

/// <summary>What Cryptomus' words for states mean.</summary>
public static class CryptomusStatuses
{
    private static readonly Dictionary<string, CryptomusPaymentStatus> Payments = new()
    {
        ["process"] = CryptomusPaymentStatus.Process,
        ["check"] = CryptomusPaymentStatus.Check,
        ["confirm_check"] = CryptomusPaymentStatus.ConfirmCheck,
        ["wrong_amount_waiting"] = CryptomusPaymentStatus.WrongAmountWaiting,
        ["paid"] = CryptomusPaymentStatus.Paid,
        ["paid_over"] = CryptomusPaymentStatus.PaidOver,
        ["wrong_amount"] = CryptomusPaymentStatus.WrongAmount,
        ["fail"] = CryptomusPaymentStatus.Fail,
        ["cancel"] = CryptomusPaymentStatus.Cancel,
        ["system_fail"] = CryptomusPaymentStatus.SystemFail,
        ["refund_process"] = CryptomusPaymentStatus.RefundProcess,
        ["refund_fail"] = CryptomusPaymentStatus.RefundFail,
        ["refund_paid"] = CryptomusPaymentStatus.RefundPaid,
        ["locked"] = CryptomusPaymentStatus.Locked,
    };

    private static readonly Dictionary<string, CryptomusPayoutStatus> Payouts = new()
    {
        ["process"] = CryptomusPayoutStatus.Process,
        ["check"] = CryptomusPayoutStatus.Check,
        ["paid"] = CryptomusPayoutStatus.Paid,
        ["fail"] = CryptomusPayoutStatus.Fail,
        ["cancel"] = CryptomusPayoutStatus.Cancel,
        ["system_fail"] = CryptomusPayoutStatus.SystemFail,
    };

    /// <summary>A payment's status by its word.</summary>
    public static CryptomusPaymentStatus OfPayment(string word) => Payments.GetValueOrDefault(word);

    /// <summary>A payout's status by its word.</summary>
    public static CryptomusPayoutStatus OfPayout(string word) => Payouts.GetValueOrDefault(word);

    /// <summary>Whether the merchant has the money of an invoice: of <c>paid</c> and <c>paid_over</c> alone.</summary>
    public static bool HasMoney(CryptomusPaymentStatus status) => status is CryptomusPaymentStatus.Paid or CryptomusPaymentStatus.PaidOver;

    /// <summary>The status of a payout.</summary>
    /// <param name="status">Cryptomus' status.</param>
    /// <param name="isFinal">Its <c>is_final</c>: what failed and is not final may still be sent by their support.</param>
    public static PayoutStatus StateOf(CryptomusPayoutStatus status, bool isFinal) => status switch
    {
        CryptomusPayoutStatus.Paid => PayoutStatus.Succeeded,
        CryptomusPayoutStatus.Fail or CryptomusPayoutStatus.Cancel or CryptomusPayoutStatus.SystemFail =>
            isFinal ? PayoutStatus.Failed : PayoutStatus.Processing,
        CryptomusPayoutStatus.Unknown or CryptomusPayoutStatus.Process or CryptomusPayoutStatus.Check => PayoutStatus.Processing,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>The state of a charge.</summary>
    /// <param name="status">Cryptomus' status.</param>
    /// <param name="isFinal">Its <c>is_final</c>: a failure that is not final keeps the charge open.</param>
    public static ChargeState StateOf(CryptomusPaymentStatus status, bool isFinal) => status switch
    {
        CryptomusPaymentStatus.Unknown or CryptomusPaymentStatus.Process => ChargeState.Open,
        CryptomusPaymentStatus.Check or CryptomusPaymentStatus.ConfirmCheck => ChargeState.Seen,
        CryptomusPaymentStatus.WrongAmountWaiting => ChargeState.Underpaid,
        CryptomusPaymentStatus.Paid or CryptomusPaymentStatus.PaidOver => ChargeState.Paid,
        CryptomusPaymentStatus.WrongAmount => isFinal ? ChargeState.Ended : ChargeState.Underpaid,
        CryptomusPaymentStatus.Fail or CryptomusPaymentStatus.Cancel or CryptomusPaymentStatus.SystemFail =>
            isFinal ? ChargeState.Ended : ChargeState.Open,
        // Whether what goes back was ever the whole price is not said: a charge that was not paid before is not paid now.
        CryptomusPaymentStatus.RefundProcess or CryptomusPaymentStatus.RefundPaid => ChargeState.Ended,
        CryptomusPaymentStatus.RefundFail or CryptomusPaymentStatus.Locked => ChargeState.Held,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
