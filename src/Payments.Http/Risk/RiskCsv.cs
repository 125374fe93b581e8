using System.Globalization;

namespace Payments.Http.Risk;

/// <summary>Columns of what risk control exports.</summary>
internal static class RiskCsv
{
    /// <summary>Those of decisions.</summary>
    public static readonly (string Name, Func<RiskDecisionView, string?> Value)[] Decisions =
    [
        ("merchant_id", decision => decision.MerchantId),
        ("payment_id", decision => decision.PaymentId),
        ("order_id", decision => decision.OrderId),
        ("at", decision => decision.At),
        ("stage", decision => decision.Stage),
        ("outcome", decision => decision.Outcome),
        ("by", decision => decision.By),
        ("rule_id", decision => decision.RuleId),
        ("rule", decision => decision.Rule),
        ("measured", decision => decision.Measured),
        ("limit", decision => decision.Limit),
        ("reason", decision => decision.Reason),
        ("times", decision => decision.Times.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Those of orders that a rule would have taken.</summary>
    public static readonly (string Name, Func<RiskTakenView, string?> Value)[] Taken =
    [
        ("payment_id", taken => taken.PaymentId),
        ("order_id", taken => taken.OrderId),
        ("created_at", taken => taken.CreatedAt),
        ("status", taken => taken.Status),
        ("money", taken => taken.Money),
        ("currency", taken => taken.Currency),
        ("measured", taken => taken.Measured),
    ];

    /// <summary>That of a list's items.</summary>
    public static readonly (string Name, Func<string, string?> Value)[] Items = [("item", item => item)];
}
