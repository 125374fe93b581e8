using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Payments.Providers.WeChat.Keys;

namespace Payments.Providers.WeChat.Requests;

/// <summary>Writes the bodies of requests, once each: what is signed is what is sent. Nothing is written of what is null.</summary>
internal static class WeChatBodies
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static byte[] Order(WeChatAccount account, WeChatOrderRequest request) => Bytes(new JsonObject
    {
        ["appid"] = account.AppId,
        ["mchid"] = account.Merchant,
        ["description"] = request.Description,
        ["out_trade_no"] = request.OutTradeNo,
        ["time_expire"] = TimeOf(request.ExpiresAt),
        ["notify_url"] = request.NotifyUrl,
        ["settle_info"] = request.IsShared ? new JsonObject { ["profit_sharing"] = true } : null,
        ["amount"] = new JsonObject { ["total"] = request.Total, ["currency"] = "CNY" },
        ["payer"] = request.Kind == WeChatKind.Jsapi ? new JsonObject { ["openid"] = request.OpenId } : null,
        ["scene_info"] = request.Kind == WeChatKind.H5
            ? new JsonObject { ["payer_client_ip"] = request.PayerAddress, ["h5_info"] = new JsonObject { ["type"] = "Wap" } }
            : null,
    });

    public static byte[] Close(WeChatAccount account) => Bytes(new JsonObject { ["mchid"] = account.Merchant });

    public static byte[] Refund(WeChatRefundRequest request) => Bytes(new JsonObject
    {
        ["out_trade_no"] = request.OutTradeNo,
        ["out_refund_no"] = request.OutRefundNo,
        ["reason"] = request.Reason,
        ["notify_url"] = request.NotifyUrl,
        ["amount"] = new JsonObject { ["refund"] = request.Refund, ["total"] = request.Total, ["currency"] = "CNY" },
    });

    public static byte[] AddReceiver(WeChatAccount account, WeChatReceiver receiver, WeChatKey key) => Bytes(new JsonObject
    {
        ["appid"] = account.AppId,
        ["type"] = receiver.Type,
        ["account"] = receiver.Account,
        ["name"] = Sealed(receiver.Name, key),
        ["relation_type"] = receiver.RelationType,
    });

    public static byte[] RemoveReceiver(WeChatAccount account, WeChatReceiver receiver) =>
        Bytes(new JsonObject { ["appid"] = account.AppId, ["type"] = receiver.Type, ["account"] = receiver.Account });

    public static byte[] Share(WeChatAccount account, WeChatShareRequest request, WeChatKey key) => Bytes(new JsonObject
    {
        ["appid"] = account.AppId,
        ["transaction_id"] = request.TransactionId,
        ["out_order_no"] = request.OutOrderNo,
        ["receivers"] = new JsonArray([.. request.Parts.Select(part => Written(new JsonObject
        {
            ["type"] = part.Receiver.Type,
            ["account"] = part.Receiver.Account,
            ["name"] = Sealed(part.Receiver.Name, key),
            ["amount"] = part.Amount,
            ["description"] = part.Description,
        }))]),
        ["unfreeze_unsplit"] = request.UnfreezeUnsplit,
    });

    public static byte[] Return(WeChatReturnRequest request) => Bytes(new JsonObject
    {
        ["out_order_no"] = request.OutOrderNo,
        ["out_return_no"] = request.OutReturnNo,
        ["return_mchid"] = request.ReturnMchid,
        ["amount"] = request.Amount,
        ["description"] = request.Description,
    });

    public static byte[] Unfreeze(WeChatUnfreezeRequest request) => Bytes(new JsonObject
    {
        ["transaction_id"] = request.TransactionId,
        ["out_order_no"] = request.OutOrderNo,
        ["description"] = request.Description,
    });

    private static string TimeOf(DateTimeOffset time) =>
        time.ToOffset(China).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string? Sealed(string? text, WeChatKey key) => text is null ? null : WeChatCipher.Seal(key.Key, text);

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(Written(body).ToJsonString());

    private static JsonObject Written(JsonObject body)
    {
        foreach (var name in body.Where(field => field.Value is null).Select(field => field.Key).ToArray()) body.Remove(name);
        return body;
    }
}
