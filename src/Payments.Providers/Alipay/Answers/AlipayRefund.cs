using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Answers;

/// <summary>What <c>alipay.trade.refund</c> answers.</summary>
/// <param name="TradeNo">Alipay's number of the trade.</param>
/// <param name="HasMoved">
/// Whether this very request moved money: <c>fund_change</c> is <c>Y</c>. Else it was a repeat, or nothing moved yet.
/// </param>
/// <param name="RefundedSoFar">What went back of the trade in all its refunds, this one included; not what this one returned.</param>
public sealed record AlipayRefund(string? TradeNo, bool HasMoved, decimal? RefundedSoFar)
{
    internal static AlipayRefund Read(JsonFields fields) =>
        new(fields.Text("trade_no"), fields.Text("fund_change") == "Y", fields.Number("refund_fee"));
}

/// <summary>How a refund stands, as <c>alipay.trade.fastpay.refund.query</c> gives it.</summary>
/// <param name="TradeNo">Alipay's number of the trade.</param>
/// <param name="IsDone">
/// Whether the money went back: only where <c>refund_status</c> says <c>REFUND_SUCCESS</c>; its absence says no.
/// </param>
/// <param name="RefundAmount">How much this refund is of; null where the answer does not say.</param>
public sealed record AlipayRefundState(string? TradeNo, bool IsDone, decimal? RefundAmount)
{
    internal static AlipayRefundState Read(JsonFields fields) =>
        new(fields.Text("trade_no"), fields.Text("refund_status") == "REFUND_SUCCESS", fields.Number("refund_amount"));
}
