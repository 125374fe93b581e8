using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Risk;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Risk;

/// <summary>
/// An order under review, or one that was. <c>review</c> is <c>open</c>, <c>approved</c> or <c>refused</c>; <c>by</c> says who may approve:
/// <c>merchant</c> or <c>installation</c>. <c>received</c> came so far, in the token. <c>decisions</c> are the newest, oldest first.
/// </summary>
internal sealed record ReviewView(
    string MerchantId, string PaymentId, string OrderId, string Status, string? Review, string By, string? OpenSince, string Money,
    string Currency, string? Chain, string? Token, string? Received, string? User, string? Network, string? Country, string CreatedAt,
    string ExpiresAt, IReadOnlyList<ReviewDecisionView> Decisions)
{
    public static ReviewView Of(Order order, ChainCatalog chains)
    {
        var facts = OrderFacts.Of(order, chains);
        return new(
            order.Merchant.ToUuid(),
            order.Id.ToUuid(),
            order.Number,
            ApiStatus.Of(order),
            WordOf(order),
            order.Risk?.ByInstallation == true ? "installation" : "merchant",
            ApiTime.Format(order.Risk?.OpenSince),
            PlainDecimal.Format(order.Money),
            order.Currency,
            facts?.Chain,
            facts?.Token,
            facts?.Received,
            order.Terms.User ?? order.Terms.Customer,
            order.Risk?.Network,
            order.Risk?.Country,
            ApiTime.Format(order.CreatedAt),
            ApiTime.Format(order.ExpiresAt),
            [.. (order.Risk?.Decisions ?? []).Select(ReviewDecisionView.Of)]);
    }

    /// <summary>How an order's review stands, in the word that all answers have for it; null where there is none.</summary>
    internal static string? WordOf(Order order) => OrderRules.ReviewOf(order)?.ToString().ToLowerInvariant();
}

/// <summary>A decision about an order; its fields are those of the list of decisions.</summary>
internal sealed record ReviewDecisionView(
    string At, string Stage, string Outcome, string By, string? RuleId, string? Rule, string? Measured, string? Limit, string? Reason)
{
    public static ReviewDecisionView Of(RiskDecision decision) => new(
        ApiTime.Format(decision.At),
        RiskRuleView.Word(decision.Stage),
        RiskRuleView.Word(decision.Outcome),
        decision.IsInstallation ? "installation" : "merchant",
        decision.Rule,
        decision.RuleName,
        decision.Measured,
        decision.Limit,
        decision.Text);
}

/// <summary>Open reviews, those that wait longest first. <c>next</c> is what to send as <c>after</c> for more, null at the end.</summary>
internal sealed record ReviewsView(IReadOnlyList<ReviewView> Reviews, string? Next);
