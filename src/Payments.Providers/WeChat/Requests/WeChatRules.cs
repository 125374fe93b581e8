using System.Net;
using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Requests;

/// <summary>The bounds of WeChat Pay's manual: what it would refuse is not sent.</summary>
internal static class WeChatRules
{
    private const int LongestReason = 80;
    private const string Notified = "https, no query, up to 255 characters";

    public static ProviderRefusal? Check(WeChatAccount account, WeChatOrderRequest request)
    {
        var faults = new FieldFaults();
        faults.RequireLength(request.Description, "description", 1, 127);
        RequireTradeNo(faults, request.OutTradeNo);
        faults.Require(WeChatAccount.IsNotifyUrl(request.NotifyUrl, account.Reach), "notify_url", Notified);
        RequireAmount(faults, request.Total, "amount.total");
        if (request.Kind == WeChatKind.Jsapi)
            faults.Require(request.OpenId is { Length: > 0 and <= 128 } openId && openId.All(IsPlain), "payer.openid",
                "the payer's openid of this app, which WeChat's browser says");
        if (request.Kind == WeChatKind.H5)
            faults.Require(IPAddress.TryParse(request.PayerAddress, out _), "scene_info.payer_client_ip", "the payer's network address");
        return faults.Refusal;
    }

    public static ProviderRefusal? Check(WeChatAccount account, WeChatRefundRequest request)
    {
        var faults = new FieldFaults();
        RequireTradeNo(faults, request.OutTradeNo);
        RequireNumber(faults, request.OutRefundNo, "out_refund_no");
        faults.RequireLength(request.Reason, "reason", 1, LongestReason);
        faults.Require(request.NotifyUrl is null || WeChatAccount.IsNotifyUrl(request.NotifyUrl, account.Reach), "notify_url",
            Notified);
        RequireAmount(faults, request.Refund, "amount.refund");
        faults.Require(request.Refund <= request.Total, "amount.refund", "no more than was paid");
        return faults.Refusal;
    }

    public static ProviderRefusal? Check(WeChatReceiver receiver, bool isNew)
    {
        var faults = new FieldFaults();
        RequireReceiver(faults, receiver);
        if (isNew)
        {
            faults.Require(receiver.RelationType is { Length: > 0 and <= 32 }, "relation_type", "what the receiver is to the merchant");
            faults.Require(receiver.Type != "MERCHANT_ID" || receiver.Name is not null, "name", "the name of the merchant");
        }
        return faults.Refusal;
    }

    public static ProviderRefusal? Check(WeChatShareRequest request)
    {
        var faults = new FieldFaults();
        RequireTransaction(faults, request.TransactionId);
        RequireNumber(faults, request.OutOrderNo, "out_order_no");
        faults.Require(
            request.Parts.Count is >= 1 and <= WeChatShareRequest.MostParts, "receivers", $"1 to {WeChatShareRequest.MostParts}");
        foreach (var part in request.Parts)
        {
            RequireReceiver(faults, part.Receiver);
            RequireAmount(faults, part.Amount, "amount");
            faults.RequireLength(part.Description, "description", 1, LongestReason);
        }
        return faults.Refusal;
    }

    public static ProviderRefusal? Check(WeChatReturnRequest request)
    {
        var faults = new FieldFaults();
        RequireNumber(faults, request.OutOrderNo, "out_order_no");
        RequireNumber(faults, request.OutReturnNo, "out_return_no");
        faults.Require(request.ReturnMchid is { Length: > 0 and <= 32 } && request.ReturnMchid.All(char.IsAsciiDigit), "return_mchid",
            "a merchant's number; only merchants return their part");
        RequireAmount(faults, request.Amount, "amount");
        faults.RequireLength(request.Description, "description", 1, LongestReason);
        return faults.Refusal;
    }

    public static ProviderRefusal? Check(WeChatUnfreezeRequest request)
    {
        var faults = new FieldFaults();
        RequireTransaction(faults, request.TransactionId);
        RequireNumber(faults, request.OutOrderNo, "out_order_no");
        faults.RequireLength(request.Description, "description", 1, LongestReason);
        return faults.Refusal;
    }

    /// <summary>A blank in it makes an order that is never found again.</summary>
    public static void RequireTradeNo(FieldFaults faults, string number) => faults.Require(
        number.Length is >= 6 and <= 32 && number.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '|' or '*'),
        "out_trade_no", "6 to 32 of 0-9, A-Z, a-z, _ - | *");

    private static void RequireNumber(FieldFaults faults, string number, string field) => faults.Require(
        number.Length is >= 1 and <= 64 && number.All(letter => IsPlain(letter) || letter is '|' or '*' or '@'), field,
        "1 to 64 of 0-9, A-Z, a-z, _ - | * @");

    private static void RequireTransaction(FieldFaults faults, string id) => faults.Require(
        id.Length is >= 1 and <= 32 && id.All(char.IsAsciiLetterOrDigit), "transaction_id", "WeChat Pay's number of a paid order");

    private static void RequireReceiver(FieldFaults faults, WeChatReceiver receiver)
    {
        faults.Require(receiver.Type is "MERCHANT_ID" or "PERSONAL_OPENID", "type", "MERCHANT_ID or PERSONAL_OPENID");
        faults.Require(
            receiver.Account is { Length: >= 1 and <= 64 } && receiver.Account.All(IsPlain), "account", "1 to 64 of 0-9, A-Z, a-z, _ -");
        faults.RequireLength(receiver.Name, "name", 1, 100);
    }

    private static void RequireAmount(FieldFaults faults, long fen, string field) =>
        faults.Require(fen is > 0 and <= Fen.Most, field, "whole fen above 0");

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}
