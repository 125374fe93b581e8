namespace Payments.Http.Refunds;

/// <summary>Refunds as comma-separated values, with the names that JSON has.</summary>
internal static class RefundCsv
{
    /// <summary>The columns.</summary>
    public static readonly (string Name, Func<RefundView, string?> Value)[] Columns =
    [
        ("refund_id", refund => refund.RefundId),
        ("payment_id", refund => refund.PaymentId),
        ("status", refund => refund.Status),
        ("kind", refund => refund.Kind),
        ("amount", refund => refund.Amount),
        ("currency", refund => refund.Currency),
        ("charge", refund => refund.Charge),
        ("provider", refund => refund.Provider),
        ("reference", refund => refund.Reference),
        ("provider_id", refund => refund.ProviderId),
        ("chain", refund => refund.Chain),
        ("from", refund => refund.From),
        ("destination", refund => refund.Destination),
        ("transaction_hash", refund => refund.TransactionHash),
        ("fee", refund => refund.Fee),
        ("reversed_credit", refund => refund.ReversedCredit),
        ("reason", refund => refund.Reason),
        ("detail", refund => refund.Detail),
        ("requested_by", refund => refund.RequestedBy),
        ("created_at", refund => refund.CreatedAt),
        ("ended_at", refund => refund.EndedAt),
    ];
}
