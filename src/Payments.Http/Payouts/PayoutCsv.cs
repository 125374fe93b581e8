namespace Payments.Http.Payouts;

/// <summary>Payouts as comma-separated values, with the names that JSON has.</summary>
internal static class PayoutCsv
{
    /// <summary>The columns.</summary>
    public static readonly (string Name, Func<PayoutView, string?> Value)[] Columns =
    [
        ("payout_id", payout => payout.PayoutId),
        ("status", payout => payout.Status),
        ("amount", payout => payout.Amount),
        ("currency", payout => payout.Currency),
        ("network", payout => payout.Network),
        ("address", payout => payout.Address),
        ("memo", payout => payout.Memo),
        ("fee_from", payout => payout.FeeFrom),
        ("reference", payout => payout.Reference),
        ("provider_id", payout => payout.ProviderId),
        ("transaction_hash", payout => payout.TransactionHash),
        ("detail", payout => payout.Detail),
        ("review", payout => payout.Review),
        ("requested_by", payout => payout.RequestedBy),
        ("created_at", payout => payout.CreatedAt),
        ("ended_at", payout => payout.EndedAt),
    ];
}
