using System.Globalization;

namespace Payments.Http.Sharing;

/// <summary>Columns of shares as comma-separated values, with the names that JSON has.</summary>
internal static class ShareCsv
{
    /// <summary>The columns.</summary>
    public static readonly (string Name, Func<ShareView, string?> Value)[] Columns =
    [
        ("payment_id", share => share.PaymentId),
        ("share", share => share.Share.ToString(CultureInfo.InvariantCulture)),
        ("rule_id", share => share.RuleId),
        ("status", share => share.Status),
        ("amount", share => share.Amount),
        ("of", share => share.Of),
        ("returned", share => share.Returned),
        ("currency", share => share.Currency),
        ("provider", share => share.Provider),
        ("charge", share => share.Charge),
        ("receiver_type", share => share.ReceiverType),
        ("receiver", share => share.Receiver),
        ("provider_id", share => share.ProviderId),
        ("detail", share => share.Detail),
        ("created_at", share => share.CreatedAt),
        ("ended_at", share => share.EndedAt),
    ];
}
