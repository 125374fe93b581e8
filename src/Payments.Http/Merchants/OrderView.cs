using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Refunds;
using Payments.Http.Risk;

namespace Payments.Http.Merchants;

/// <summary>
/// All that a merchant may know of an order. <c>payment</c> is null until a coin is chosen. <c>removed_transactions</c> paid the order and
/// are in no block any more: a deep reorganisation took them back after it was completed. <c>cashier_token</c> opens the headless cashier.
/// Of an order with <c>archived_at</c> only the status, the money and the times are still known here. <c>manually_marked</c>: a person
/// completed or refused it, for <c>manual_reason</c>. <c>review</c> is <c>open</c> while a person must
/// approve it, then what was decided. <c>user</c> is the end user whose wallet is credited; <c>charges</c> are its payments
/// at providers. <c>refund_status</c> is as in
/// <see cref="Faces.WoPay.PaymentView"/>.
/// </summary>
internal sealed record OrderView(
    string PaymentId,
    string OrderId,
    string Status,
    string Currency,
    string Money,
    OrderFacts? Payment,
    IReadOnlyList<OrderTransaction> Transactions,
    IReadOnlyList<string> RemovedTransactions,
    string CashierToken,
    string? NotifyUrl,
    string? ReturnUrl,
    string CreatedAt,
    string ExpiresAt,
    string? CompletedAt,
    string? ArchivedAt,
    bool ManuallyMarked,
    string? ManualReason,
    string? Review,
    string? User,
    IReadOnlyList<ChargeView> Charges,
    string? RefundStatus,
    IReadOnlyList<RefundView> Refunds)
{
    public static OrderView Of(Order order, string cashierToken, ChainCatalog chains) => new(
        order.Id.ToUuid(),
        order.Number,
        ApiStatus.Of(order),
        order.Currency,
        PlainDecimal.Format(order.Money),
        OrderFacts.Of(order, chains),
        OrderFacts.TransactionsOf(order, chains),
        [.. order.Transfers.Where(counted => counted.RemovedAt is not null).Select(counted => counted.Transfer.Transaction).Distinct()],
        cashierToken,
        order.Terms.NotifyUrl,
        order.Terms.ReturnUrl,
        ApiTime.Format(order.CreatedAt),
        ApiTime.Format(order.ExpiresAt),
        ApiTime.Format(order.CompletedAt),
        ApiTime.Format(order.ArchivedAt),
        order.Manual is not null,
        order.Manual?.Reason,
        ReviewView.WordOf(order),
        order.Terms.User,
        [.. order.Charges.Select(charge => ChargeView.Of(charge)!)],
        RefundFacts.Of(order)?.Word,
        [.. order.Refunds.Select(refund => RefundView.Of(order.Id, refund, chains))]);
}
