namespace Payments.Domain.Risk;

/// <summary>A rule that takes an order, and why.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsInstallation">Whether it is the installation's; otherwise the merchant's own.</param>
/// <param name="Measured">What was measured: money, a number of orders, or the subject that is on a list.</param>
public sealed record RiskFinding(RiskRule Rule, bool IsInstallation, string Measured);

/// <summary>What the rules say of an order.</summary>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Reason">The rule that decided; null where none took it.</param>
/// <param name="Exempted">
/// What would have decided but for an allow rule that was read before it; null where nothing would. It is on record beside the reason.
/// </param>
public sealed record RiskVerdict(RiskOutcome Outcome, RiskFinding? Reason, RiskFinding? Exempted = null)
{
    /// <summary>No rule took it.</summary>
    public static readonly RiskVerdict Passed = new(RiskOutcome.Allow, null);
}
