using System.Globalization;
using System.Text.Json.Nodes;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>An order of the stand-in.</summary>
internal sealed class SandboxOrder
{
    public required string OutTradeNo { get; init; }

    /// <summary>The request without what may differ: the same again is the same order.</summary>
    public required string Request { get; init; }

    public required string Kind { get; init; }

    public required string Description { get; init; }

    public required string AppId { get; init; }

    public required long Total { get; init; }

    public required string NotifyUrl { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required bool IsShared { get; init; }

    public string? OpenId { get; set; }

    public string State { get; set; } = "NOTPAY";

    public string? TransactionId { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    public long PayerTotal { get; set; }

    public long Refunded { get; set; }

    public long Shared { get; set; }

    public bool IsUnfrozen { get; set; }

    public bool IsPaid => State is "SUCCESS" or "REFUND";

    /// <summary>What a query answers and a notice encrypts.</summary>
    public JsonObject ToTrade()
    {
        var trade = new JsonObject
        {
            ["mchid"] = WeChatSandbox.Merchant,
            ["appid"] = AppId,
            ["out_trade_no"] = OutTradeNo,
            ["trade_state"] = State,
            ["trade_state_desc"] = State,
            ["attach"] = "",
        };
        if (!IsPaid) return trade;
        trade["transaction_id"] = TransactionId;
        trade["trade_type"] = Kind switch { "h5" => "MWEB", var kind => kind.ToUpperInvariant() };
        trade["bank_type"] = "OTHERS";
        trade["success_time"] = TimeOf(PaidAt!.Value);
        trade["payer"] = new JsonObject { ["openid"] = OpenId ?? "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" };
        trade["amount"] = new JsonObject
        {
            ["total"] = Total,
            ["payer_total"] = PayerTotal,
            ["currency"] = "CNY",
            ["payer_currency"] = "CNY",
        };
        return trade;
    }

    public static string TimeOf(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>A refund of the stand-in.</summary>
internal sealed record SandboxRefund(
    SandboxOrder Order, string OutRefundNo, string RefundId, long Amount, string? NotifyUrl, DateTimeOffset At)
{
    public string State { get; set; } = "PROCESSING";

    /// <summary>What the API answers, or with <c>refund_status</c> what a notice encrypts.</summary>
    public JsonObject ToAnswer(string stateName) => new()
    {
        ["mchid"] = WeChatSandbox.Merchant,
        ["refund_id"] = RefundId,
        ["out_refund_no"] = OutRefundNo,
        ["transaction_id"] = Order.TransactionId,
        ["out_trade_no"] = Order.OutTradeNo,
        ["channel"] = "ORIGINAL",
        ["user_received_account"] = "支付用户零钱",
        [stateName] = State,
        ["create_time"] = SandboxOrder.TimeOf(At),
        ["amount"] = new JsonObject
        {
            ["total"] = Order.Total,
            ["refund"] = Amount,
            ["payer_total"] = Order.PayerTotal,
            ["payer_refund"] = Amount,
            ["currency"] = "CNY",
        },
    };
}
