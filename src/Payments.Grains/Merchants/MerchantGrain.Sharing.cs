using Payments.Domain.Sharing;

namespace Payments.Grains.Merchants;

public sealed partial class MerchantGrain
{
    /// <inheritdoc />
    public Task<ShareRuleOutcome> SaveShareRuleAsync(ShareRule rule, bool isKnown, string? keyHash) => ChangeShareRulesAsync(
        keyHash, rules => ShareRuleRules.Put(rules, rule, isKnown, charges.ShareTermsOf(rule.Provider) ??
            throw new ArgumentException($"{rule.Provider} shares nothing.", nameof(rule))));

    /// <inheritdoc />
    public Task<ShareRuleOutcome> RemoveShareRuleAsync(string ruleId, string? keyHash) =>
        ChangeShareRulesAsync(keyHash, rules => ShareRuleRules.Remove(rules, ruleId));

    private async Task<ShareRuleOutcome> ChangeShareRulesAsync(
        string? keyHash, Func<IReadOnlyList<ShareRule>, (ShareRuleOutcome Outcome, IReadOnlyList<ShareRule> Rules)> change)
    {
        if (committed is null) return ShareRuleOutcome.UnknownMerchant;
        if (IsReplaced(keyHash)) return ShareRuleOutcome.KeyReplaced;
        var (outcome, rules) = change(committed.ShareRules);
        if (outcome != ShareRuleOutcome.Saved) return outcome;
        await CommitAsync(committed with { ShareRules = rules, UpdatedAt = time.GetUtcNow() });
        LogShareRulesChanged(logger, Id, rules.Count);
        return outcome;
    }
}
