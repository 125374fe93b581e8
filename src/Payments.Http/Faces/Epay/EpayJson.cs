using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Chains;
using Payments.Domain.Orders;
using Payments.Domain.Refunds;
using Payments.Http.Common;
using Payments.Http.Risk;

namespace Payments.Http.Faces.Epay;

/// <summary>The JSON answers of <c>mapi.php</c> and <c>api.php</c>; always HTTP 200, the code tells.</summary>
internal static class EpayJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    /// <summary>An order that was taken.</summary>
    /// <param name="tradeNo">Its number here.</param>
    /// <param name="payUrl">The cashier.</param>
    /// <param name="qrCode">What a QR code of the shop's own should say.</param>
    /// <param name="paymentUri">The payment link, which the protocol has no field for; null for none.</param>
    /// <param name="cashierToken">The order's token for the headless cashier, which the protocol has no field for either.</param>
    public static JsonObject Created(string tradeNo, string payUrl, string qrCode, string? paymentUri, string cashierToken)
    {
        var answer = new JsonObject
        {
            ["code"] = 1,
            ["msg"] = "success",
            ["trade_no"] = tradeNo,
            ["payurl"] = payUrl,
            ["qrcode"] = qrCode,
        };
        if (paymentUri is not null) answer["payment_uri"] = paymentUri;
        answer["cashier_token"] = cashierToken;
        return answer;
    }

    public static JsonObject Error(int code, string message) => new() { ["code"] = code, ["msg"] = message };

    /// <summary>
    /// An order as EPay shops read it. Times are China's, as the protocol's servers give them. Beyond the protocol: <c>coin</c> and the
    /// amounts in it, null until a coin is chosen, and <c>transactions</c>; <c>review</c> where a person must approve it, or did; of an
    /// archived order they are gone, and <c>archived_at</c> says so.
    /// </summary>
    public static JsonObject Order(Order order, ChainCatalog chains)
    {
        var facts = OrderFacts.Of(order, chains);
        var transactions = order.Transfers.Select(counted => (JsonNode)counted.Transfer.Transaction);
        var refunds = RefundFacts.Of(order);
        var answer = Basics(order);
        answer["coin"] = facts is null ? null : $"{facts.Token}-{facts.Chain}".ToLowerInvariant();
        answer["asked"] = facts?.Asked;
        answer["received"] = facts?.Received;
        answer["missing"] = facts?.Missing;
        answer["excess"] = facts?.Excess;
        answer["refund_status"] = refunds?.Word;
        answer["refund_money"] = refunds?.Returned;
        answer["refund_currency"] = refunds?.Currency;
        answer["transactions"] = new JsonArray([.. transactions]);
        if (ReviewView.WordOf(order) is { } review) answer["review"] = review;
        if (order.ArchivedAt is { } archived) answer["archived_at"] = Time(archived);
        return answer;
    }

    private static JsonObject Basics(Order order) => new()
    {
        ["trade_no"] = order.Id.Value,
        ["out_trade_no"] = order.Number,
        ["type"] = order.Terms.Type ?? order.Quote?.Token.ToLowerInvariant() ?? "",
        ["pid"] = order.Pid,
        ["addtime"] = Time(order.CreatedAt),
        ["endtime"] = order.CompletedAt is { } completed ? Time(completed) : null,
        ["name"] = order.Terms.Subject ?? "",
        ["money"] = order.Terms.MoneyText,
        ["param"] = order.Terms.Param ?? "",
        ["buyer"] = order.Transfers.Count > 0 ? order.Transfers[0].Transfer.From : "",
        ["status"] = order.Status is OrderStatus.Completed ? 1 : 0,
    };

    public static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(answer.ToJsonString(Relaxed));
    }

    private static string Time(DateTimeOffset time) => time.ToOffset(ChinaTime).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
