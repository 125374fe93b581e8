using Payments.Chains;
using Payments.Domain.Money;
using Payments.Domain.Orders;
using Payments.Http.Api;
using Payments.Http.Common;

namespace Payments.Http.Merchants;

/// <summary>
/// All that a merchant may know of an order. <c>payment</c> is null until a coin is chosen. <c>removed_transactions</c> paid the order and
/// are in no block any more: a deep reorganisation took them back after it was completed.
/// </summary>
internal sealed record OrderView(
    string PaymentId,
    string OrderId,
    string Status,
    string Currency,
    string Money,
    OrderFacts? Payment,
    IReadOnlyList<OrderTransactionView> Transactions,
    IReadOnlyList<string> RemovedTransactions,
    string? NotifyUrl,
    string? ReturnUrl,
    string CreatedAt,
    string ExpiresAt,
    string? CompletedAt)
{
    public static OrderView Of(Order order, ChainCatalog chains)
    {
        var transactions = OrderFacts.TransactionsOf(order, chains);
        return new OrderView(
            order.Id.ToUuid(),
            order.Number,
            ApiStatus.Of(order),
            order.Currency,
            PlainDecimal.Format(order.Money),
            OrderFacts.Of(order, chains),
            [.. transactions.Select(OrderTransactionView.Of)],
            [.. order.Transfers.Where(counted => counted.RemovedAt is not null).Select(counted => counted.Transfer.Transaction).Distinct()],
            order.Terms.NotifyUrl,
            order.Terms.ReturnUrl,
            ApiTime.Format(order.CreatedAt),
            ApiTime.Format(order.ExpiresAt),
            ApiTime.Format(order.CompletedAt));
    }
}

/// <summary>One of an order's transactions; see <see cref="OrderTransaction"/>. <c>paid_at</c> is by what it is in time or late.</summary>
internal sealed record OrderTransactionView(
    string TransactionHash,
    string State,
    string Chain,
    string Token,
    string? Amount,
    string Units,
    string? From,
    string Address,
    long? Block,
    string PaidAt,
    bool Late,
    bool Assigned)
{
    public static OrderTransactionView Of(OrderTransaction transaction) => new(
        transaction.TransactionHash,
        transaction.State,
        transaction.Chain,
        transaction.Token,
        transaction.Amount,
        transaction.Units,
        transaction.From,
        transaction.Address,
        transaction.Block,
        ApiTime.Format(transaction.PaidAt),
        transaction.IsLate,
        transaction.IsAssigned);
}
