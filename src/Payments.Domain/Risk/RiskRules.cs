using Payments.Domain.Money;

namespace Payments.Domain.Risk;

/// <summary>Which rules take an order, and what follows.</summary>
/// <remarks>
/// The rules of a scope are read by priority, at equal priority the severest first; reading ends at an allow rule. What was read decides by
/// severity, and the first of equal severity is the reason. The installation's rules and the merchant's own are read apart and the severer
/// result counts, so that no merchant allows what the installation forbids.
/// </remarks>
public static class RiskRules
{
    /// <summary>Whether a rule is judged at a stage: as soon as its subject is known.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="isCoinKnown">Whether the coin is known when the order is created.</param>
    public static bool IsJudgedAt(RiskRule rule, RiskStage stage, bool isCoinKnown) => stage switch
    {
        RiskStage.Creation => rule.Subject is not RiskSubject.Address && !IsOfPayouts(rule.Subject) &&
            (isCoinKnown || rule.Subject is not RiskSubject.Coin),
        RiskStage.Coin => rule.Subject is RiskSubject.Coin,
        RiskStage.Payment => rule.Subject is RiskSubject.Address,
        RiskStage.Review => false,
        RiskStage.Payout => IsOfPayouts(rule.Subject),
        _ => throw new InvalidOperationException($"Unknown stage {stage}."),
    };

    /// <summary>Whether a subject is of payouts; rules about it are of no order.</summary>
    public static bool IsOfPayouts(RiskSubject subject) => subject is RiskSubject.Payout or RiskSubject.Receiver;

    /// <summary>The subject of the lists that a rule may name: addresses are addresses, whichever way money goes.</summary>
    public static RiskSubject ListedBy(RiskSubject subject) => subject is RiskSubject.Receiver ? RiskSubject.Address : subject;

    /// <summary>Whether a rule is about an order: its subject is known, on the rule's list, and its money in the rule's currency.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="facts">The order.</param>
    /// <param name="set">The items of the rule's list; null where it names none.</param>
    public static bool IsAbout(RiskRule rule, RiskFacts facts, RiskSet? set) =>
        facts.ValueOf(rule.Subject) is not null &&
        (rule.Currency is null || rule.Currency == facts.Currency) &&
        (set is null ? rule.List is null : set.Contains(rule.Subject, facts));

    /// <summary>What one order adds to a rule's window.</summary>
    public static decimal Added(RiskRule rule, RiskFacts facts) => rule.Measure is RiskMeasure.Count ? 1 : facts.Money;

    /// <summary>What a rule that is about an order measures, where it takes it; null where it does not.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="facts">The order.</param>
    /// <param name="counted">What its window holds with this order; null where it has none.</param>
    public static string? Measured(RiskRule rule, RiskFacts facts, decimal? counted) => rule.Measure switch
    {
        RiskMeasure.Amount => facts.Money > rule.Limit ? PlainDecimal.Format(facts.Money) : null,
        RiskMeasure.Count or RiskMeasure.Sum => counted > rule.Limit ? PlainDecimal.Format(counted.Value) : null,
        RiskMeasure.Member => facts.ValueOf(rule.Subject),
        _ => throw new InvalidOperationException($"Unknown measure {rule.Measure}."),
    };

    /// <summary>What follows from the rules that took an order.</summary>
    public static RiskVerdict Decide(IReadOnlyList<RiskFinding> taken)
    {
        if (taken.Count == 0) return RiskVerdict.Passed;
        var installation = DecideScope([.. taken.Where(finding => finding.IsInstallation)]);
        var merchant = DecideScope([.. taken.Where(finding => !finding.IsInstallation)]);
        if (installation.Reason is null) return merchant;
        return merchant.Reason is null || installation.Outcome >= merchant.Outcome ? installation : merchant;
    }

    private static RiskVerdict DecideScope(IReadOnlyList<RiskFinding> taken)
    {
        var read = taken.OrderBy(finding => finding.Rule.Priority).ThenByDescending(finding => finding.Rule.Outcome).ToArray();
        var end = Array.FindIndex(read, finding => finding.Rule.Outcome is RiskOutcome.Allow);
        var reason = Severest(end < 0 ? read : read[..(end + 1)]);
        if (reason is null) return RiskVerdict.Passed;
        var exempted = end < 0 ? null : Severest([.. read[end..].Where(finding => finding.Rule.Outcome > reason.Rule.Outcome)]);
        return new RiskVerdict(reason.Rule.Outcome, reason, exempted);
    }

    private static RiskFinding? Severest(IReadOnlyList<RiskFinding> read)
    {
        RiskFinding? severest = null;
        foreach (var finding in read)
            if (severest is null || finding.Rule.Outcome > severest.Rule.Outcome) severest = finding;
        return severest;
    }
}
