using Payments.Contracts.Payouts;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Payouts;
using Payments.Http.Api;
using Payments.Http.Risk;

namespace Payments.Http.Payouts;

/// <summary>A payout as merchants see it. Amounts are exact decimal texts.</summary>
/// <param name="PayoutId">The merchant's id of it.</param>
/// <param name="Status">
/// <c>review</c>, <c>requested</c>, <c>processing</c>, <c>unknown</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.
/// </param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">The coin.</param>
/// <param name="Network">The network as the provider names it.</param>
/// <param name="Address">Where it goes.</param>
/// <param name="Memo">The receiver's memo.</param>
/// <param name="FeeFrom"><c>balance</c>, or <c>amount</c> where the receiver gets what the fee leaves.</param>
/// <param name="Reference">Our number of it at the provider.</param>
/// <param name="ProviderId">The provider's own id; null until known.</param>
/// <param name="TransactionHash">The transaction; null until the provider says it.</param>
/// <param name="Detail">The provider's last word, a person's, or why it failed.</param>
/// <param name="Review"><c>open</c>, <c>approved</c> or <c>refused</c>; null where no rule held it.</param>
/// <param name="RequestedBy">The API key's name.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="EndedAt">When it succeeded or failed.</param>
internal sealed record PayoutView(
    string PayoutId, string Status, string Amount, string Currency, string Network, string Address, string? Memo, string FeeFrom,
    string Reference, string? ProviderId, string? TransactionHash, string? Detail, string? Review, string RequestedBy, string CreatedAt,
    string? EndedAt)
{
    public static PayoutView Of(MerchantId merchant, Payout payout) => new(
        payout.Id,
        PayoutRules.Word(payout.Standing),
        PlainDecimal.Format(payout.Wish.Amount),
        payout.Wish.Coin,
        payout.Wish.Network,
        payout.Wish.Address,
        payout.Wish.Memo,
        PayoutRules.FeeFrom(payout.Wish),
        new PayoutReference(merchant, payout.Number).ToString(),
        payout.ProviderId,
        payout.Transaction,
        payout.Word,
        payout.Risk?.Review?.ToString().ToLowerInvariant(),
        payout.By,
        ApiTime.Format(payout.CreatedAt),
        ApiTime.Format(payout.EndedAt));
}

/// <summary>Payouts. <c>next</c> is what to send as <c>after</c> for more; null at the end.</summary>
internal sealed record PayoutsView(IReadOnlyList<PayoutView> Payouts, string? Next);

/// <summary>
/// A payout that a rule of risk control holds, or held. <c>by</c> says who may approve it: <c>merchant</c> or <c>installation</c>;
/// <c>decisions</c> are oldest first.
/// </summary>
internal sealed record PayoutReviewView(
    string MerchantId, PayoutView Payout, string By, string? OpenSince, IReadOnlyList<ReviewDecisionView> Decisions)
{
    public static PayoutReviewView Of(MerchantId merchant, Payout payout) => new(
        merchant.ToUuid(),
        PayoutView.Of(merchant, payout),
        payout.Risk?.ByInstallation == true ? "installation" : "merchant",
        ApiTime.Format(payout.Risk?.OpenSince),
        [.. (payout.Risk?.Decisions ?? []).Select(ReviewDecisionView.Of)]);
}

/// <summary>Payouts under review, those that wait longest first. <c>next</c> is what to send as <c>after</c> for more.</summary>
internal sealed record PayoutReviewsView(IReadOnlyList<PayoutReviewView> Reviews, string? Next);

/// <summary>How much of a coin may be paid out within 24 hours, and what of it is used and left now.</summary>
internal sealed record PayoutLimitView(string Currency, string Limit, string Used, string Left)
{
    public static PayoutLimitView Of(PayoutAllowance allowance) => new(
        allowance.Coin, PlainDecimal.Format(allowance.Limit), PlainDecimal.Format(allowance.Used),
        PlainDecimal.Format(Math.Max(0, allowance.Limit - allowance.Used)));
}

/// <summary>The coins that may be paid out; empty while payouts are off.</summary>
internal sealed record PayoutLimitsView(IReadOnlyList<PayoutLimitView> Limits);
