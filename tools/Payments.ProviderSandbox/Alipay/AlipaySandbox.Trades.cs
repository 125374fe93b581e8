using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.ProviderSandbox.Common;
using Payments.Testing;

namespace Payments.ProviderSandbox.Alipay;

/// <summary>Trades: what merchants' servers ask for, what payers do, and the notices of both.</summary>
public sealed partial class AlipaySandbox
{
    private readonly Queue<(SandboxTrade Trade, string? Refund)> pending = new();
    private long last = 2025010122001489860;

    private JsonObject Do(string method, JsonObject content, JsonObject parameters) => method switch
    {
        "alipay.trade.precreate" => Precreate(content, parameters),
        "alipay.trade.query" => Find(content) is { } trade ? Done([.. Fields(trade)]) : Failure("ACQ.TRADE_NOT_EXIST"),
        "alipay.trade.close" => Close(content),
        "alipay.trade.cancel" => Cancel(content),
        "alipay.trade.refund" => Refund(content),
        "alipay.trade.fastpay.refund.query" => RefundQuery(content),
        "alipay.trade.order.settle" => Settle(content),
        "alipay.trade.order.settle.query" => SettleQuery(content),
        "alipay.trade.royalty.rate.query" => Done(("user_id", SellerId), ("max_ratio", 30)),
        "alipay.trade.royalty.relation.bind" => Bind(content),
        "alipay.trade.royalty.relation.unbind" => Unbind(content),
        "alipay.trade.royalty.relation.batchquery" => Receivers(),
        "alipay.data.dataservice.bill.downloadurl.query" => BillUrl(content),
        "alipay.open.app.alipaycert.download" when Certificate is { } certificate => Done(
            ("alipay_cert_content", Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate.Pem)))),
        _ => Failure("40003", "Insufficient Conditions", "isv.invalid-method"),
    };

    private JsonObject Precreate(JsonObject content, JsonObject parameters)
    {
        var number = (string)content["out_trade_no"]!;
        if (prepared.TryGetValue(number, out var before) && Money(Content(before)["total_amount"]) != Money(content["total_amount"]))
            return Failure("ACQ.CONTEXT_INCONSISTENT");
        if (trades.TryGetValue(number, out var trade) && trade.PaidAt is not null) return Failure("ACQ.TRADE_HAS_SUCCESS");
        prepared[number] = (JsonObject)parameters.DeepClone();
        return Done(("out_trade_no", number), ("qr_code", new Uri(Url, $"qr/{number}").ToString()));
    }

    private JsonObject Close(JsonObject content)
    {
        if (Find(content) is not { } trade) return Failure("ACQ.TRADE_NOT_EXIST");
        if (trade.PaidAt is not null) return Failure("ACQ.TRADE_STATUS_ERROR");
        trade.IsClosed = true;
        return Done(("out_trade_no", trade.OutTradeNo), ("trade_no", trade.TradeNo));
    }

    /// <summary>Returns the money of a paid one, as Alipay does.</summary>
    private JsonObject Cancel(JsonObject content)
    {
        if (Find(content) is not { } trade) return Done(("retry_flag", "N"));
        if (trade.PaidAt is null) trade.IsClosed = true;
        else trade.Refunds["cancel"] = (trade.Amount - trade.Refunded, Now);
        return Done(("retry_flag", "N"), ("action", trade.PaidAt is null ? "close" : "refund"), ("trade_no", trade.TradeNo));
    }

    private JsonObject Refund(JsonObject content)
    {
        if (Find(content) is not { } trade) return Failure("ACQ.TRADE_NOT_EXIST");
        if (trade.PaidAt is null) return Failure("ACQ.TRADE_STATUS_ERROR");
        var (number, amount) = ((string)content["out_request_no"]!, Money(content["refund_amount"]));
        var isNew = !trade.Refunds.TryGetValue(number, out var before);
        if (!isNew && before.Amount != amount) return Failure("ACQ.DISCORDANT_REPEAT_REQUEST");
        if (isNew && trade.IsFinished) return Failure("ACQ.TRADE_NOT_ALLOW_REFUND");
        if (isNew && trade.Refunded + amount > trade.Amount) return Failure("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL");
        var backs = (content["refund_royalty_parameters"] as JsonArray ?? []).Select(part => part!.AsObject()).ToList();
        if (isNew && WhyNotBack(trade, backs, amount) is { } why) return Failure(why);
        if (isNew)
        {
            foreach (var back in backs) GiveBack(trade, back);
            trade.Refunds[number] = (amount, Now);
            pending.Enqueue((trade, number));
        }
        return Done(("out_trade_no", trade.OutTradeNo), ("trade_no", trade.TradeNo), ("fund_change", isNew ? "Y" : "N"),
            ("refund_fee", Text(trade.Refunded)));
    }

    /// <summary>A number that returned nothing is answered without a status.</summary>
    private JsonObject RefundQuery(JsonObject content)
    {
        if (Find(content) is not { } trade) return Failure("ACQ.TRADE_NOT_EXIST");
        var number = (string)content["out_request_no"]!;
        return trade.Refunds.TryGetValue(number, out var refund)
            ? Done(("out_trade_no", trade.OutTradeNo), ("trade_no", trade.TradeNo), ("out_request_no", number),
                ("refund_status", "REFUND_SUCCESS"),
                ("refund_amount", Text(refund.Amount)), ("total_amount", Text(trade.Amount)))
            : Done();
    }

    /// <summary>A code is scanned.</summary>
    private IResult Scan(string number) => prepared.TryGetValue(number, out var parameters) ? Page(Begin(parameters)) : Results.NotFound();

    private SandboxTrade Begin(JsonObject parameters)
    {
        var content = Content(parameters);
        return trades.GetOrAdd((string)content["out_trade_no"]!, number => new SandboxTrade
        {
            OutTradeNo = number,
            TradeNo = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture) + "1008118997",
            Amount = Money(content["total_amount"]),
            Subject = (string)content["subject"]!,
            CreatedAt = Now,
            ExpiresAt = new DateTimeOffset(
                DateTime.ParseExact((string)content["time_expire"]!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Beijing),
            NotifyUrl = (string?)parameters["notify_url"],
            ReturnUrl = (string?)parameters["return_url"],
        });
    }

    private IResult Page(SandboxTrade trade)
    {
        var actions = Present(trade).Status == "WAIT_BUYER_PAY" ? new[] { ("pay", "Pay"), ("cancel", "Cancel") } : [];
        return Results.Text(PayPage.Of("Alipay sandbox",
            [("Order", trade.OutTradeNo), ("Title", trade.Subject), ("Yuan", Text(trade.Amount)), ("State", trade.Status)],
            actions.Select(action => ($"/sandbox/trades/{trade.OutTradeNo}/{action.Item1}", action.Item2))), "text/html", Encoding.UTF8);
    }

    /// <summary>What a payer, a clerk or time does with a trade; a payer goes back to the shop afterwards.</summary>
    private async Task<IResult> ActAsync(string number, string action)
    {
        if (!trades.TryGetValue(number, out var trade)) return Results.NotFound();
        switch (action)
        {
            case "pay" when Present(trade) is { PaidAt: null, IsClosed: false }:
                trade.PaidAt = Now;
                pending.Enqueue((trade, null));
                break;
            case "cancel" when trade.PaidAt is null:
                trade.IsClosed = true;
                pending.Enqueue((trade, null));
                break;
            case "finish" when trade.PaidAt is not null:
                trade.IsFinished = true;
                pending.Enqueue((trade, null));
                break;
            case "notify":
                pending.Enqueue((trade, null));
                break;
            default:
                return Results.Conflict();
        }
        await NotifyPendingAsync();
        return action == "pay" && trade.ReturnUrl is { } back
            ? Results.Redirect(back + "?" + await ReturnAsync(trade))
            : Results.NoContent();
    }

    private async Task NotifyPendingAsync()
    {
        while (pending.TryDequeue(out var news))
        {
            if (news.Trade.NotifyUrl is not { } url) continue;
            var body = await AlipayOracle.NoticeAsync(Notice(news.Trade, news.Refund),
                Faults.Take(Fault.Forged) ? strangers.ExportPkcs8PrivateKeyPem() : OwnKey);
            await sender.SendAsync(new PreparedNotice(url, Encoding.ASCII.GetBytes(body),
                "application/x-www-form-urlencoded; charset=utf-8"));
        }
    }

    private JsonObject Notice(SandboxTrade trade, string? refund)
    {
        var amount = Faults.Take(Fault.OtherAmount) ? trade.Amount * 10 : trade.Amount;
        var notice = Common("trade_status_sync", trade);
        notice["notify_id"] = $"{trade.TradeNo}{trade.Status}{refund}";
        notice["trade_status"] = trade.Status;
        notice["total_amount"] = Text(amount);
        notice["subject"] = trade.Subject;
        notice["gmt_create"] = Text(trade.CreatedAt);
        notice["buyer_id"] = "2088102181189867";
        notice["body"] = "";
        if (trade.PaidAt is { } paid)
        {
            notice["gmt_payment"] = Text(paid);
            notice["receipt_amount"] = Text(amount);
            notice["fund_bill_list"] = $"[{{\"amount\":\"{Text(amount)}\",\"fundChannel\":\"ALIPAYACCOUNT\"}}]";
        }
        if (refund is null) return notice;
        notice["out_biz_no"] = refund;
        notice["refund_fee"] = Text(trade.Refunded);
        notice["gmt_refund"] = Text(trade.Refunds[refund].At) + ".123";
        return notice;
    }

    /// <summary>What the payer's browser brings back, signed like a notice.</summary>
    private async Task<string> ReturnAsync(SandboxTrade trade)
    {
        var fields = Common("", trade);
        fields.Remove("notify_type");
        fields["method"] = "alipay.trade.page.pay.return";
        fields["total_amount"] = Text(trade.Amount);
        return await AlipayOracle.NoticeAsync(fields, OwnKey);
    }

    private JsonObject Common(string type, SandboxTrade trade)
    {
        var fields = new JsonObject
        {
            ["notify_time"] = Text(Now),
            ["notify_type"] = type,
            ["app_id"] = AppId,
            ["auth_app_id"] = AppId,
            ["charset"] = "utf-8",
            ["version"] = "1.0",
            ["sign_type"] = "RSA2",
            ["seller_id"] = SellerId,
            ["trade_no"] = trade.TradeNo,
            ["out_trade_no"] = trade.OutTradeNo,
        };
        if (Certificate is { } named) fields["alipay_cert_sn"] = named.Number;
        return fields;
    }

    private IEnumerable<(string, JsonNode?)> Fields(SandboxTrade trade)
    {
        yield return ("out_trade_no", trade.OutTradeNo);
        yield return ("trade_no", trade.TradeNo);
        yield return ("trade_status", trade.Status);
        yield return ("total_amount", Text(trade.Amount));
        yield return ("buyer_logon_id", "ali***@example.com");
        if (trade.PaidAt is not { } paid) yield break;
        yield return ("send_pay_date", Text(paid));
        yield return ("buyer_pay_amount", Text(trade.Amount));
        yield return ("receipt_amount", Text(trade.Amount));
    }

    private SandboxTrade? Find(JsonObject content) => (string?)content["out_trade_no"] is { } number
        ? trades.TryGetValue(number, out var named) ? Present(named) : null
        : trades.Values.FirstOrDefault(trade => trade.TradeNo == (string?)content["trade_no"]);

    /// <summary>A trade as time left it.</summary>
    private SandboxTrade Present(SandboxTrade trade)
    {
        if (trade.PaidAt is null && Now >= trade.ExpiresAt) trade.IsClosed = true;
        return trade;
    }

    private static JsonObject Content(JsonObject parameters) => (JsonObject)JsonNode.Parse((string)parameters["biz_content"]!)!;
}
