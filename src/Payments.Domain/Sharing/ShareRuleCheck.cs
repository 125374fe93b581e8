namespace Payments.Domain.Sharing;

/// <summary>What a rule needs to be followed at its provider.</summary>
public static class ShareRuleCheck
{
    /// <summary>Longest account of a receiver, as both providers have it at least.</summary>
    public const int AccountLimit = 64;

    /// <summary>Longest description, as WeChat Pay has it.</summary>
    public const int DescriptionLimit = 80;

    /// <summary>The most decimals of a percentage.</summary>
    public const int PercentDecimals = 2;

    /// <summary>The field that is wrong, as the API names it, and what is expected of it; null for a rule that can be followed.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="terms">What its provider allows.</param>
    public static (string Field, string Expected)? Fault(ShareRule rule, ShareTerms terms) => rule switch
    {
        { Percent: null, Amount: null } => ("percent", "is required, or amount"),
        { Percent: not null, Amount: not null } => ("amount", "goes without percent: a rule has one of them"),
        { Percent: { } percent } when percent <= 0 || percent > terms.MostPercent =>
            ("percent", FormattableString.Invariant($"expected more than 0, and at most the {terms.MostPercent} of the provider")),
        { Amount: <= 0 } => ("amount", "expected a positive number"),
        _ when terms.FindKind(rule.Kind) is null =>
            ("receiver_type", $"expected one of {string.Join(", ", terms.Kinds.Select(kind => kind.Word))}"),
        _ when terms.Relations.Count == 0 && rule.Relation is not null => ("relation", "is not known to this provider"),
        _ when terms.Relations.Count > 0 && (rule.Relation is null || !terms.Relations.Contains(rule.Relation)) =>
            ("relation", $"expected one of {string.Join(", ", terms.Relations)}"),
        _ => null,
    };
}
