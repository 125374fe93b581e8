namespace Payments.Domain.Risk;

/// <summary>What a rule needs by its measure.</summary>
public static class RiskRuleCheck
{
    /// <summary>Longest name of a rule or a list.</summary>
    public const int NameLimit = 100;

    /// <summary>The largest number of orders, or priority.</summary>
    public const int MostOrders = 1_000_000;

    /// <summary>The shortest window.</summary>
    public static readonly TimeSpan LeastWindow = TimeSpan.FromMinutes(1);

    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MostWindow = TimeSpan.FromDays(90);

    /// <summary>The field that is wrong, as the API names it, and what is expected of it; null for a rule that can be followed.</summary>
    public static (string Field, string Expected)? Fault(RiskRule rule) => rule.Measure switch
    {
        _ when rule.Subject is RiskSubject.Payout && rule.List is not null =>
            ("list", "goes with receiver: payouts are told apart by where they go"),
        RiskMeasure.Member when rule.Subject is RiskSubject.Payout => ("measure", "payout goes with amount, count and sum"),
        RiskMeasure.Member when rule.List is null => ("list", "is required: the list that the subject may be on"),
        RiskMeasure.Member when rule.Limit is not null || rule.WindowSeconds is not null || rule.Currency is not null =>
            ("measure", "member goes without limit, window and currency"),
        RiskMeasure.Amount or RiskMeasure.Sum when rule.Currency is null => ("currency", "is required: that of the money measured"),
        RiskMeasure.Count when rule.Currency is not null => ("currency", "goes with amount and sum alone"),
        RiskMeasure.Amount or RiskMeasure.Count or RiskMeasure.Sum when rule.Limit is null =>
            ("limit", "is required: what is above it is taken"),
        RiskMeasure.Count when rule.Limit is { } limit && (limit != decimal.Truncate(limit) || limit > MostOrders) =>
            ("limit", $"expected a whole number of orders up to {MostOrders}"),
        RiskMeasure.Amount when rule.WindowSeconds is not null => ("window", "goes with count and sum alone"),
        RiskMeasure.Count or RiskMeasure.Sum when rule.WindowSeconds is null || rule.Window < LeastWindow || rule.Window > MostWindow =>
            ("window", $"expected seconds from {LeastWindow.TotalSeconds} to {MostWindow.TotalSeconds}"),
        RiskMeasure.Amount or RiskMeasure.Count or RiskMeasure.Sum or RiskMeasure.Member => null,
        _ => throw new InvalidOperationException($"Unknown measure {rule.Measure}."),
    };
}
