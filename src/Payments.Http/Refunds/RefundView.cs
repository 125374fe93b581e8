using Payments.Chains;
using Payments.Domain.Identity;
using Payments.Domain.Money;
using Payments.Domain.Refunds;
using Payments.Http.Api;

namespace Payments.Http.Refunds;

/// <summary>A refund as merchants see it. Amounts are exact decimal texts.</summary>
/// <param name="RefundId">The merchant's id of it.</param>
/// <param name="PaymentId">The order.</param>
/// <param name="Status"><c>requested</c>, <c>processing</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Kind"><c>provider</c>, or <c>chain</c>, where the merchant's own wallet sends it.</param>
/// <param name="Amount">How much.</param>
/// <param name="Currency">The charge's currency, or the token.</param>
/// <param name="Charge">The charge whose money it is, by our number; null on a chain.</param>
/// <param name="Provider">Its provider.</param>
/// <param name="Reference">Our number of the refund there; null on a chain.</param>
/// <param name="ProviderId">The provider's own number of it; null until known.</param>
/// <param name="Chain">The chain; null at a provider.</param>
/// <param name="From">The address that was paid and that it is sent from.</param>
/// <param name="Destination">Where it goes; null for where it came from.</param>
/// <param name="TransactionHash">The transaction that returned it; null until one was seen.</param>
/// <param name="Fee">What the provider kept; null where it does not say.</param>
/// <param name="ReversedCredit">What was taken back of the end user's credit, in the order's currency; null for nothing.</param>
/// <param name="Reason">Why it was asked for.</param>
/// <param name="Detail">The provider's last word, or why it failed.</param>
/// <param name="RequestedBy">The API key's name, or the face.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="EndedAt">When it succeeded, failed or was withdrawn.</param>
public sealed record RefundView(
    string RefundId, string PaymentId, string Status, string Kind, string Amount, string Currency, string? Charge, string? Provider,
    string? Reference, string? ProviderId, string? Chain, string? From, string? Destination, string? TransactionHash, string? Fee,
    string? ReversedCredit, string? Reason, string? Detail, string RequestedBy, string CreatedAt, string? EndedAt)
{
    /// <summary>Shows one.</summary>
    public static RefundView Of(OrderId order, Refund refund, ChainCatalog chains) => new(
        refund.Id,
        order.ToUuid(),
        refund.Status.ToString().ToLowerInvariant(),
        refund.Kind.ToString().ToLowerInvariant(),
        refund.AmountText,
        refund.Currency,
        refund.Charge,
        refund.Provider,
        refund.ReferenceIn(order),
        refund.ProviderId,
        refund.Chain?.Value,
        Shown(refund.Chain, refund.From, chains),
        Shown(refund.Chain, refund.To, chains),
        refund.Transfer?.Transaction,
        refund.Fee is { } fee ? PlainDecimal.Format(fee) : null,
        refund is { Reversed: { } reversed, Reversal: RefundReversal.Done } ? PlainDecimal.Format(reversed) : null,
        refund.Wish.Reason,
        refund.Word,
        refund.By,
        ApiTime.Format(refund.CreatedAt),
        ApiTime.Format(refund.EndedAt));

    private static string? Shown(ChainId? chain, string? address, ChainCatalog chains) =>
        chain is { } known && address is not null ? chains.Display(known, address) : address;
}

/// <summary>Refunds. <c>next</c> is what to send as <c>after</c> for more; null at the end, and where all are there.</summary>
internal sealed record RefundsView(IReadOnlyList<RefundView> Refunds, string? Next);
