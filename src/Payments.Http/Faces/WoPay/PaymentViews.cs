using Payments.Domain.Charges;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Api;
using Payments.Http.Common;
using Payments.Http.Merchants;
using Payments.Http.Risk;

namespace Payments.Http.Faces.WoPay;

/// <summary>
/// A payment as it was created. The first seven fields are the document's. <c>amount</c> is what was sent; <c>pay_amount</c> is what the
/// payer is asked for in all, and <c>to_pay</c> what is left of it, which QR code and URL carry; these two are null where nothing is.
/// </summary>
internal sealed record CreatedPaymentView(
    string PaymentId,
    string? PaymentAddress,
    string Amount,
    string Currency,
    string ExpiresAt,
    string? QrCode,
    string? PaymentUrl,
    string OrderId,
    string Status,
    string? Chain,
    string? PayAmount,
    string? ToPay,
    string CashierUrl,
    string CashierToken,
    string CreatedAt,
    ChargeView? Charge)
{
    public static CreatedPaymentView Of(
        Order order, OrderFacts? facts, string? qrCode, string? paymentUrl, string cashierUrl, string cashierToken) => new(
        order.Id.ToUuid(),
        facts?.Address,
        order.Terms.MoneyText,
        order.Currency,
        ApiTime.Format(order.ExpiresAt),
        qrCode,
        paymentUrl,
        order.Number,
        PaymentStatus.Of(order),
        facts?.Chain,
        facts?.Asked,
        facts?.ToPay,
        cashierUrl,
        cashierToken,
        ApiTime.Format(order.CreatedAt),
        ChargeView.Of(ShownCharge.Of(order)));
}

/// <summary>
/// A payment. The first eleven fields are the document's; <c>transaction_hash</c> and <c>confirmations</c> are those of
/// <see cref="ShownTransaction"/>. What follows is ours, each field by itself: an order may be overpaid, late and refunded at once.
/// </summary>
/// <param name="Token">What is paid; another than the currency where the payer chose so.</param>
/// <param name="PayAmount">What is asked for in all; null, as all that follow from it, until the payer chose a coin.</param>
/// <param name="ToPay">What the payer is asked for now; <c>0</c> where nothing is missing.</param>
/// <param name="ReceivedAmount">What came, final or not.</param>
/// <param name="ConfirmedAmount">What came in final blocks.</param>
/// <param name="MissingAmount">What is missing.</param>
/// <param name="ExcessAmount">What came above the amount asked.</param>
/// <param name="Underpaid">Something came, and not enough.</param>
/// <param name="Overpaid">More came than was asked.</param>
/// <param name="Late">Something came after the payment's time.</param>
/// <param name="FailureReason">Why the status is <c>failed</c>: <c>closed</c> or <c>refused</c>; else null.</param>
/// <param name="Review"><c>open</c> while a person must approve it, then <c>approved</c> or <c>refused</c>; else null.</param>
/// <param name="RefundStatus">
/// <c>full</c> or <c>partial</c> of what went back, <c>pending</c> while refunds are on their way and nothing went back; null for none.
/// </param>
/// <param name="RefundedAmount">What went back; null where <paramref name="RefundCurrency"/> is.</param>
/// <param name="RefundCurrency">In which currency; null for none, and where refunds are in several.</param>
internal sealed record PaymentView(
    string PaymentId,
    string OrderId,
    string Amount,
    string Currency,
    string? PaymentAddress,
    string Status,
    string? TransactionHash,
    long Confirmations,
    string ExpiresAt,
    string CreatedAt,
    string UpdatedAt,
    string? Chain,
    string? Token,
    string? PayAmount,
    string? ToPay,
    string? ReceivedAmount,
    string? ConfirmedAmount,
    string? MissingAmount,
    string? ExcessAmount,
    bool Underpaid,
    bool Overpaid,
    bool Late,
    string? FailureReason,
    string? Review,
    string? RefundStatus,
    string? RefundedAmount,
    string? RefundCurrency,
    string? PaymentUrl,
    string CashierUrl,
    string CashierToken,
    string? CallbackUrl,
    string? ReturnUrl,
    string? CompletedAt,
    string? ArchivedAt,
    IReadOnlyList<OrderTransaction> Transactions,
    ChargeView? Charge)
{
    private const string Nothing = "0";

    public static PaymentView Of(
        Order order, OrderFacts? facts, ShownTransaction shown, IReadOnlyList<OrderTransaction> transactions, string? paymentUrl,
        string cashierUrl, string cashierToken)
    {
        var refunds = RefundFacts.Of(order);
        return new(
            order.Id.ToUuid(),
            order.Number,
            order.Terms.MoneyText,
            order.Currency,
            facts?.Address,
            PaymentStatus.Of(order),
            shown.Hash,
            shown.Confirmations,
            ApiTime.Format(order.ExpiresAt),
            ApiTime.Format(order.CreatedAt),
            ApiTime.Format(order.UpdatedAt),
            facts?.Chain,
            facts?.Token,
            facts?.Asked,
            facts?.ToPay,
            facts?.Received,
            facts?.Confirmed,
            facts?.Missing,
            facts?.Excess,
            facts is { Received: not Nothing, Missing: not Nothing },
            facts is { Excess: not Nothing },
            order.Transfers.Any(counted => counted.Late),
            order.Status switch
            {
                OrderStatus.Closed => "closed",
                OrderStatus.Failed => "refused",
                _ => null,
            },
            ReviewView.WordOf(order),
            refunds?.Word,
            refunds?.Returned,
            refunds?.Currency,
            paymentUrl,
            cashierUrl,
            cashierToken,
            order.Terms.NotifyUrl,
            order.Terms.ReturnUrl,
            ApiTime.Format(order.CompletedAt),
            ApiTime.Format(order.ArchivedAt),
            transactions,
            ChargeView.Of(ShownCharge.Of(order)));
    }
}

/// <summary>A payment in a list.</summary>
internal sealed record ListedPaymentView(string PaymentId, string OrderId, string Amount, string Currency, string Status, string CreatedAt)
{
    public static ListedPaymentView Of(Order order) => new(
        order.Id.ToUuid(),
        order.Number,
        order.Terms.MoneyText,
        order.Currency,
        PaymentStatus.Of(order),
        ApiTime.Format(order.CreatedAt));
}

/// <summary>Payments, newest first, and where among all of them.</summary>
internal sealed record PaymentsView(IReadOnlyList<ListedPaymentView> Payments, PaginationView Pagination);
