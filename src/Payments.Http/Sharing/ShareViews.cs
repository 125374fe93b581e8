using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Sharing;
using Payments.Http.Api;

namespace Payments.Http.Sharing;

/// <summary>
/// A rule of profit sharing. It has <c>percent</c> or <c>amount</c>, exact decimal texts. The receiver's name is not stored.
/// </summary>
internal sealed record ShareRuleView(
    string RuleId, string Name, string Provider, string ReceiverType, string Receiver, string? Relation, string? Percent, string? Amount,
    string Description, bool Enabled, string CreatedAt, string UpdatedAt)
{
    public static ShareRuleView Of(ShareRule rule) => new(
        rule.Id,
        rule.Name,
        rule.Provider,
        rule.Kind,
        rule.Account,
        rule.Relation,
        rule.Percent is { } percent ? PlainDecimal.Format(percent) : null,
        rule.Amount is { } amount ? PlainDecimal.Format(amount) : null,
        rule.Description,
        rule.IsEnabled,
        ApiTime.Format(rule.CreatedAt),
        ApiTime.Format(rule.UpdatedAt));
}

/// <summary>All rules, in the order in which they count.</summary>
internal sealed record ShareRulesView(IReadOnlyList<ShareRuleView> Rules);

/// <summary>What one receiver gets of one payment. Amounts are exact decimal texts.</summary>
/// <param name="PaymentId">The order.</param>
/// <param name="Share">The share's number within it.</param>
/// <param name="RuleId">The rule by which it was shared.</param>
/// <param name="Status"><c>requested</c>, <c>processing</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="Of">The money that it is a part of: what was paid and not refunded when it was shared.</param>
/// <param name="Returned">What the receiver has given back of it.</param>
/// <param name="Currency">The payment's currency.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Charge">The charge, by our number.</param>
/// <param name="ReceiverType">The kind of the receiver's account, in the provider's word.</param>
/// <param name="Receiver">The account.</param>
/// <param name="ProviderId">The provider's own number of it; null until known.</param>
/// <param name="Detail">The provider's last word, or why it failed.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="EndedAt">When it succeeded or failed.</param>
internal sealed record ShareView(
    string PaymentId, int Share, string RuleId, string Status, string Amount, string Of, string Returned, string Currency, string Provider,
    string Charge, string ReceiverType, string Receiver, string? ProviderId, string? Detail, string CreatedAt, string? EndedAt)
{
    public static ShareView From(OrderId order, Share share) => new(
        order.ToUuid(),
        share.Number,
        share.Rule,
        share.Status.ToString().ToLowerInvariant(),
        PlainDecimal.Format(share.Amount),
        PlainDecimal.Format(share.Of),
        PlainDecimal.Format(share.Returned),
        share.Currency,
        share.Provider,
        share.Charge,
        share.Kind,
        share.Account,
        share.ProviderId,
        share.Word,
        ApiTime.Format(share.CreatedAt),
        ApiTime.Format(share.EndedAt));
}

/// <summary>Shares. <c>next</c> is what to send as <c>after</c> for more; null at the end.</summary>
internal sealed record SharesView(IReadOnlyList<ShareView> Shares, string? Next);

/// <summary>What a receiver gives back of a share.</summary>
/// <param name="Return">The return's number within the payment.</param>
/// <param name="Share">The share's number.</param>
/// <param name="RefundId">The refund that it is for.</param>
/// <param name="Status"><c>requested</c>, <c>processing</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">The payment's currency.</param>
/// <param name="ProviderId">The provider's own number of it; null until known.</param>
/// <param name="Detail">The provider's last word, or why it failed.</param>
/// <param name="CreatedAt">When it was decided.</param>
/// <param name="EndedAt">When it succeeded or failed.</param>
internal sealed record ReturnedShareView(
    int Return, int Share, string RefundId, string Status, string Amount, string Currency, string? ProviderId, string? Detail,
    string CreatedAt, string? EndedAt)
{
    public static ReturnedShareView Of(ReturnedShare back, string refundId) => new(
        back.Number,
        back.Share,
        refundId,
        back.Status.ToString().ToLowerInvariant(),
        PlainDecimal.Format(back.Amount),
        back.Currency,
        back.ProviderId,
        back.Word,
        ApiTime.Format(back.CreatedAt),
        ApiTime.Format(back.EndedAt));
}

/// <summary>
/// The sharing of one payment. <c>state</c> is <c>none</c> where it was not made to be shared, <c>unpaid</c>, <c>waiting</c> until its
/// shares are decided, <c>sharing</c>, <c>releasing</c> while the provider is asked to release the rest, or <c>over</c>. <c>detail</c> says
/// why it waits. <c>next_at</c> is when it is looked after next.
/// </summary>
internal sealed record PaymentSharesView(
    string PaymentId, string State, string? Detail, string? NextAt, IReadOnlyList<ShareView> Shares,
    IReadOnlyList<ReturnedShareView> Returns);
