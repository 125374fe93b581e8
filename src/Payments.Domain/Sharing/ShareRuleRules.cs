namespace Payments.Domain.Sharing;

/// <summary>What may happen to a merchant's rules of sharing. A change that is refused leaves them as they are.</summary>
public static class ShareRuleRules
{
    /// <summary>Most rules of one merchant.</summary>
    public const int MaxRules = 100;

    /// <summary>Adds a rule, or puts it in the place of the one with its id.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="rule">The rule, which <see cref="ShareRuleCheck"/> found right.</param>
    /// <param name="isKnown">Whether it must be there already.</param>
    /// <param name="terms">What its provider allows.</param>
    public static (ShareRuleOutcome Outcome, IReadOnlyList<ShareRule> Rules) Put(
        IReadOnlyList<ShareRule> rules, ShareRule rule, bool isKnown, ShareTerms terms)
    {
        var known = Find(rules, rule.Id);
        if (isKnown && known is null) return (ShareRuleOutcome.NotFound, rules);
        if (known is not null && (known.Provider, known.Kind, known.Account) != (rule.Provider, rule.Kind, rule.Account))
            return (ShareRuleOutcome.FixedFields, rules);
        if (known is null && rules.Count >= MaxRules) return (ShareRuleOutcome.TooMany, rules);
        ShareRule[] others = [.. rules.Where(other => other.Id != rule.Id && other.Provider == rule.Provider)];
        if (others.Any(other => other.Account == rule.Account)) return (ShareRuleOutcome.ReceiverTaken, rules);
        if (rule.IsEnabled)
        {
            ShareRule[] counting = [.. others.Where(other => other.IsEnabled), rule];
            if (counting.Length > terms.MostReceivers) return (ShareRuleOutcome.TooManyReceivers, rules);
            if (counting.Sum(other => other.Percent ?? 0) > terms.MostPercent) return (ShareRuleOutcome.TooMuch, rules);
        }
        return (ShareRuleOutcome.Saved, known is null
            ? [.. rules, rule]
            : [.. rules.Select(other => other.Id == rule.Id ? rule : other)]);
    }

    /// <summary>Removes a rule. What was shared by it stays shared.</summary>
    public static (ShareRuleOutcome Outcome, IReadOnlyList<ShareRule> Rules) Remove(IReadOnlyList<ShareRule> rules, string id) =>
        Find(rules, id) is null
            ? (ShareRuleOutcome.NotFound, rules)
            : (ShareRuleOutcome.Saved, [.. rules.Where(rule => rule.Id != id)]);

    /// <summary>The rules by which a payment at a provider is shared, in their order.</summary>
    public static IEnumerable<ShareRule> Of(IReadOnlyList<ShareRule> rules, string provider) =>
        rules.Where(rule => rule.IsEnabled && rule.Provider == provider);

    /// <summary>The rule of this id, or null.</summary>
    public static ShareRule? Find(IReadOnlyList<ShareRule> rules, string id) => rules.FirstOrDefault(rule => rule.Id == id);
}
