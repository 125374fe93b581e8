using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>Orders, the payer's pages, refunds.</summary>
public sealed partial class WeChatSandbox
{
    private readonly ConcurrentDictionary<string, SandboxRefund> refunds = new();
    private readonly ConcurrentDictionary<string, string> codes = new();

    /// <summary>The payer of WeChat's browser.</summary>
    public string OpenId { get; set; } = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

    private Answer Create(string kind, JsonObject body)
    {
        var number = (string?)body["out_trade_no"] ?? "";
        if (!TradeNo().IsMatch(number) || (string?)body["mchid"] != Merchant || (string?)body["appid"] != AppId ||
            (string?)body["description"] is not { Length: > 0 and <= 127 } description || (string?)body["notify_url"] is not { } notify ||
            notify.Contains('?') || (long?)body["amount"]?["total"] is not (> 0 and var total))
            return Failed(400, "PARAM_ERROR", "参数错误");
        var expiry = DateTimeOffset.Parse((string)body["time_expire"]!, CultureInfo.InvariantCulture);
        if (expiry < Time.GetUtcNow().AddMinutes(1)) return Failed(400, "PARAM_ERROR", "time_expire");
        if (kind == "h5" && (string?)body["scene_info"]?["payer_client_ip"] is null) return Failed(400, "PARAM_ERROR", "payer_client_ip");
        if (kind == "jsapi")
        {
            if ((string?)body["payer"]?["openid"] is not { } openId) return Failed(400, "PARAM_ERROR", "openid");
            if (openId != OpenId) return Failed(500, "OPENID_MISMATCH", "openid和appid不匹配");
        }
        var order = orders.GetOrAdd(number, _ => new SandboxOrder
        {
            OutTradeNo = number,
            Request = kind + body.ToJsonString(),
            Kind = kind,
            Description = description,
            AppId = AppId,
            Total = total,
            NotifyUrl = notify,
            ExpiresAt = expiry,
            IsShared = (bool?)body["settle_info"]?["profit_sharing"] ?? false,
            OpenId = (string?)body["payer"]?["openid"],
        });
        if (order.Request != kind + body.ToJsonString()) return Failed(403, "OUT_TRADE_NO_USED", "商户订单号重复");
        if (order.IsPaid) return Failed(400, "ORDERPAID", "该订单已支付");
        if (order.State == "CLOSED") return Failed(400, "ORDER_CLOSED", "订单已关闭");
        var prepaid = $"wx{number}{Interlocked.Increment(ref last)}";
        return Done(kind switch
        {
            "native" => new JsonObject { ["code_url"] = new Uri(Url, $"pay/{number}?pr={prepaid}").ToString() },
            "h5" => new JsonObject { ["h5_url"] = new Uri(Url, $"pay/{number}?prepay_id={prepaid}").ToString() },
            _ => new JsonObject { ["prepay_id"] = prepaid },
        });
    }

    private Answer Find(SandboxOrder? order)
    {
        if (order is null) return Failed(404, "ORDER_NOT_EXIST", "订单不存在");
        if (order.State == "NOTPAY" && order.ExpiresAt < Time.GetUtcNow()) order.State = "CLOSED";
        return Done(order.ToTrade());
    }

    private Answer Close(string number)
    {
        if (orders.GetValueOrDefault(number) is not { } order) return Failed(404, "ORDER_NOT_EXIST", "订单不存在");
        if (order.IsPaid) return Failed(400, "ORDERPAID", "该订单已支付");
        if (order.State == "CLOSED") return Failed(400, "ORDER_CLOSED", "订单已关闭");
        order.State = "CLOSED";
        return new Answer(204, null);
    }

    private Answer Refund(JsonObject body)
    {
        var (number, of) = ((string)body["out_refund_no"]!, (string)body["out_trade_no"]!);
        var (amount, total) = ((long)body["amount"]!["refund"]!, (long)body["amount"]!["total"]!);
        if (orders.GetValueOrDefault(of) is not { IsPaid: true } order) return Failed(404, "RESOURCE_NOT_EXISTS", "订单不存在");
        if (refunds.TryGetValue(number, out var known))
        {
            return known.Order == order && known.Amount == amount
                ? Done(known.ToAnswer("status"))
                : Failed(400, "INVALID_REQUEST", "退款单号重复");
        }
        if (total != order.Total || amount <= 0) return Failed(400, "PARAM_ERROR", "金额");
        if (order.Refunded + amount > order.Total) return Failed(400, "INVALID_REQUEST", "退款金额超限");
        if (order.IsShared && !order.IsUnfrozen && order.Shared + order.Refunded + amount > order.Total)
            return Failed(403, "NOT_ENOUGH", "余额不足");
        order.Refunded += amount;
        order.State = "REFUND";
        var id = $"5000{Interlocked.Increment(ref last)}";
        var made = new SandboxRefund(order, number, id, amount, (string?)body["notify_url"], Time.GetUtcNow());
        refunds[number] = made;
        return Done(made.ToAnswer("status"));
    }

    private Answer FindRefund(string number) => refunds.TryGetValue(number, out var refund)
        ? Done(refund.ToAnswer("status"))
        : Failed(404, "RESOURCE_NOT_EXISTS", "退款单不存在");

    /// <summary>A refund came to its end; the notice says it in <c>refund_status</c>.</summary>
    private async Task<IResult> SayRefundAsync(string number, string state)
    {
        if (!refunds.TryGetValue(number, out var refund)) return Results.NotFound();
        refund.State = state.ToUpperInvariant();
        await notices.SendAsync(refund.NotifyUrl, $"REFUND.{refund.State}", "refund", refund.ToAnswer("refund_status"));
        return Results.NoContent();
    }

    private void MapPages(WebApplication app)
    {
        app.MapGet("/pay/{number}", (string number) => orders.TryGetValue(number, out var order) ? Page(order) : Results.NotFound());
        app.MapPost("/pay/{number}/{action}", ActAsync);
        app.MapGet("/connect/oauth2/authorize", (HttpRequest request) =>
        {
            var code = $"code{Interlocked.Increment(ref last)}";
            codes[code] = OpenId;
            var back = request.Query["redirect_uri"].ToString();
            return Results.Redirect($"{back}{(back.Contains('?') ? '&' : '?')}code={code}&state={request.Query["state"]}");
        });
        app.MapGet("/sns/oauth2/access_token", Token);
    }

    private static IResult Page(SandboxOrder order)
    {
        var actions = order.State == "NOTPAY" ? new[] { ("pay", "Pay"), ("coupon", "Pay with a coupon"), ("cancel", "Cancel") } : [];
        var page = PayPage.Of("WeChat Pay sandbox",
            [
                ("Order", order.OutTradeNo), ("What", order.Description), ("Fen", order.Total.ToString(CultureInfo.InvariantCulture)),
                ("State", order.State),
            ],
            actions.Select(action => ($"/pay/{order.OutTradeNo}/{action.Item1}", action.Item2)));
        return Results.Text(page, "text/html");
    }

    /// <summary>What the payer does. Who cancels leaves the order as it was, and nothing is sent.</summary>
    private async Task<IResult> ActAsync(string number, string action)
    {
        if (!orders.TryGetValue(number, out var order) || action is not ("pay" or "coupon" or "cancel")) return Results.NotFound();
        if (action == "cancel") return Page(order);
        if (order.State != "NOTPAY" || order.ExpiresAt < Time.GetUtcNow()) return Results.Conflict("It cannot be paid any more.");
        order.State = "SUCCESS";
        order.PaidAt = Time.GetUtcNow();
        order.PayerTotal = action == "coupon" ? order.Total / 2 : order.Total;
        order.TransactionId = $"42000009852021030314{Interlocked.Increment(ref last):00000000}";
        await notices.SendAsync(order.NotifyUrl, "TRANSACTION.SUCCESS", "transaction", order.ToTrade());
        return Page(order);
    }

    /// <summary>HTTP is 200 for failures, too.</summary>
    private IResult Token(HttpRequest request)
    {
        var query = request.Query;
        if (query["appid"] != AppId || query["secret"] != AppSecret)
            return Error(40125, "invalid appsecret");
        if (!codes.TryGetValue(query["code"].ToString(), out var openId)) return Error(40029, "invalid code");
        if (openId.Length == 0) return Error(40163, "code been used");
        codes[query["code"].ToString()] = "";
        var answer = new JsonObject { ["access_token"] = "ACCESS", ["expires_in"] = 7200, ["openid"] = openId, ["scope"] = "snsapi_base" };
        return Results.Text(answer.ToJsonString(), "text/plain");

        static IResult Error(int code, string words) =>
            Results.Text(new JsonObject { ["errcode"] = code, ["errmsg"] = words }.ToJsonString(), "text/plain");
    }

    [GeneratedRegex(@"^[0-9A-Za-z_\-|*]{6,32}$")]
    private static partial Regex TradeNo();
}
