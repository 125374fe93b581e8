using System.Text.Json;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Answers;

/// <summary>A share of an order's money.</summary>
/// <param name="OrderId">WeChat Pay's number of it.</param>
/// <param name="OutOrderNo">Our number of it.</param>
/// <param name="TransactionId">The order.</param>
/// <param name="State">Where it stands as a whole; done says nothing of each part. Null for a word that is not known.</param>
/// <param name="Word">The word for it.</param>
/// <param name="Parts">Each receiver's part.</param>
public sealed record WeChatShare(
    string OrderId, string OutOrderNo, string TransactionId, ShareState? State, string Word, IReadOnlyList<SharePartResult> Parts)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be.</exception>
    internal static WeChatShare Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        var word = fields.Required("state");
        return new WeChatShare(
            fields.Required("order_id"), fields.Required("out_order_no"), fields.Required("transaction_id"),
            word switch { "PROCESSING" => ShareState.Processing, "FINISHED" => ShareState.Done, _ => null }, word,
            [.. fields.List("receivers").Select(part => PartOf(new JsonFields(part)))]);
    }

    private static SharePartResult PartOf(JsonFields fields) => new(
        fields.Required("account"), Fen.ToYuan(fields.Whole("amount") ?? throw new FormatException("there is no 'amount'")),
        fields.Text("result") switch
        {
            "SUCCESS" => ShareState.Done,
            "CLOSED" => ShareState.Failed,
            // A word that is not known is no failure.
            _ => ShareState.Processing,
        },
        fields.Text("detail_id"), fields.Text("fail_reason"));
}

/// <summary>A part that is taken back.</summary>
/// <param name="ReturnId">WeChat Pay's number of it.</param>
/// <param name="OutReturnNo">Our number of it.</param>
/// <param name="State">Where it stands; null for a word that is not known.</param>
/// <param name="Word">The word for it.</param>
/// <param name="FailReason">
/// Why it failed: <c>BALANCE_NOT_ENOUGH</c>, <c>ACCOUNT_ABNORMAL</c>, <c>TIME_OUT_CLOSED</c> …; null otherwise.
/// </param>
public sealed record WeChatReturn(string ReturnId, string OutReturnNo, ShareState? State, string Word, string? FailReason)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be.</exception>
    internal static WeChatReturn Read(JsonElement element)
    {
        var fields = new JsonFields(element);
        var word = fields.Required("result");
        return new WeChatReturn(
            fields.Required("return_id"), fields.Required("out_return_no"),
            word switch
            {
                "PROCESSING" => ShareState.Processing,
                "SUCCESS" => ShareState.Done,
                "FAILED" => ShareState.Failed,
                _ => null,
            },
            word, fields.Text("fail_reason"));
    }
}
