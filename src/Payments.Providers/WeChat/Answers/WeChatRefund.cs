using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Answers;

/// <summary>A refund, as a call answers it and as a notice says it.</summary>
/// <param name="RefundId">WeChat Pay's number.</param>
/// <param name="OutRefundNo">Our number.</param>
/// <param name="OutTradeNo">Our number of the order.</param>
/// <param name="TransactionId">WeChat Pay's number of the order.</param>
/// <param name="State">Where it stands; null for a word that is not known.</param>
/// <param name="Word">The word for it: <c>SUCCESS</c>, <c>CLOSED</c>, <c>PROCESSING</c>, <c>ABNORMAL</c>.</param>
/// <param name="Amount">How much, in fen.</param>
/// <param name="SuccessTime">When the money was with the payer.</param>
public sealed record WeChatRefund(
    string RefundId, string OutRefundNo, string? OutTradeNo, string? TransactionId, RefundState? State, string Word, long Amount,
    DateTimeOffset? SuccessTime)
{
    /// <summary>Reads the answer to a call, whose state is <c>status</c>.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be.</exception>
    internal static WeChatRefund Read(JsonElement element) => Read(element, "status");

    /// <summary>Reads what a notice holds, whose state is <c>refund_status</c>.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be.</exception>
    internal static WeChatRefund ReadNotice(JsonElement element) => Read(element, "refund_status");

    private static WeChatRefund Read(JsonElement element, string state)
    {
        var fields = new JsonFields(element);
        var amount = fields.Object("amount") ?? throw new FormatException("there is no 'amount'");
        var word = fields.Required(state);
        return new WeChatRefund(
            fields.Required("refund_id"), fields.Required("out_refund_no"), fields.Text("out_trade_no"), fields.Text("transaction_id"),
            StateOf(word), word, amount.Whole("refund") ?? throw new FormatException("there is no 'refund'"), fields.Time("success_time"));
    }

    /// <summary>
    /// ABNORMAL waits for the merchant to act by hand, in the merchant's console, and succeeds then: the money is not free again.
    /// </summary>
    private static RefundState? StateOf(string word) => word switch
    {
        "SUCCESS" => RefundState.Done,
        "PROCESSING" or "ABNORMAL" => RefundState.Processing,
        "CLOSED" => RefundState.Failed,
        _ => null,
    };
}
