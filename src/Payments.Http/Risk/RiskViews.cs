using Payments.Domain.Money;
using Payments.Domain.Risk;
using Payments.Http.Api;
using Payments.Storage.Queries;
using Payments.Storage.Risk;

namespace Payments.Http.Risk;

/// <summary>
/// A rule. <c>window</c> is in seconds. <c>warning</c> says why a rule that is in force takes no order, where that is so; null otherwise.
/// </summary>
internal sealed record RiskRuleView(
    string RuleId, string Name, string Subject, string Measure, string Outcome, int Priority, string State, string? List, string? Currency,
    string? Limit, int? Window, string? Warning, string CreatedAt, string UpdatedAt)
{
    private const string NoCountries = "no file of countries is set (Risk:CountryFile), so this rule takes no order";

    public static RiskRuleView Of(RiskRule rule, bool knowsCountries) => new(
        rule.Id,
        rule.Name,
        Word(rule.Subject),
        Word(rule.Measure),
        Word(rule.Outcome),
        rule.Priority,
        Word(rule.State),
        rule.List,
        rule.Currency,
        rule.Limit is { } limit ? PlainDecimal.Format(limit) : null,
        rule.WindowSeconds,
        rule.Subject is RiskSubject.Country && !knowsCountries ? NoCountries : null,
        ApiTime.Format(rule.CreatedAt),
        ApiTime.Format(rule.UpdatedAt));

    internal static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <summary>All rules, in the order in which they were added.</summary>
internal sealed record RiskRulesView(IReadOnlyList<RiskRuleView> Rules);

/// <summary>A list.</summary>
internal sealed record RiskListView(string ListId, string Name, string Subject, int Items, string UpdatedAt)
{
    public static RiskListView Of(RiskList list) =>
        new(list.Id, list.Name, RiskRuleView.Word(list.Subject), list.Items, ApiTime.Format(list.UpdatedAt));
}

/// <summary>All lists, in the order in which they were added.</summary>
internal sealed record RiskListsView(IReadOnlyList<RiskListView> Lists);

/// <summary>
/// A decision. Of a rule <c>measured</c> and <c>limit</c> say why, of a person <c>reason</c>. <c>times</c> counts equal refusals of one
/// order number on one day.
/// </summary>
internal sealed record RiskDecisionView(
    string MerchantId, string PaymentId, string OrderId, string At, string Stage, string Outcome, string By, string? RuleId, string? Rule,
    string? Measured, string? Limit, string? Reason, long Times)
{
    public static RiskDecisionView Of(RiskDecisionRow row) => new(
        new Domain.Identity.MerchantId(row.Merchant).ToUuid(),
        new Domain.Identity.OrderId(row.OrderId).ToUuid(),
        row.OrderNumber,
        ApiTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt)),
        row.Stage,
        row.Outcome,
        row.ByInstallation == 1 ? "installation" : "merchant",
        row.Rule,
        row.RuleName,
        row.Measured,
        row.RuleLimit,
        row.Note,
        row.Times);
}

/// <summary>Decisions, newest first. <c>next</c> is what to send as <c>after</c> for more, null at the end.</summary>
internal sealed record RiskDecisionsView(IReadOnlyList<RiskDecisionView> Decisions, string? Next)
{
    public static RiskDecisionsView Of(Page<RiskDecisionRow> page) =>
        new([.. page.Items.Select(RiskDecisionView.Of)], page.Next?.ToString());
}

/// <summary>
/// What a rule would have done: <c>orders</c> were looked at and <c>unknown</c> of them could not be judged, as their subject is not
/// stored. <c>complete</c> is false where there are more orders than are looked at. <c>examples</c> are the first that it takes.
/// </summary>
public sealed record RiskTrialView(int Orders, int Unknown, int Taken, bool Complete, IReadOnlyList<RiskTakenView> Examples);

/// <summary>An order that a rule would have taken.</summary>
public sealed record RiskTakenView(
    string PaymentId, string OrderId, string CreatedAt, string Status, string Money, string Currency, string Measured);
