using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Payments.Testing;

namespace Payments.ProviderSandbox.Alipay;

/// <summary>Receivers of shares, divided trades, and bills.</summary>
public sealed partial class AlipaySandbox
{
    private const string Headings =
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）," +
        "支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";

    private readonly ConcurrentDictionary<string, JsonObject> receivers = new();
    private readonly ConcurrentDictionary<string, (string TradeNo, JsonArray Parts)> settled = new();

    private JsonObject Bind(JsonObject content)
    {
        foreach (var receiver in content["receiver_list"]!.AsArray())
            receivers[(string)receiver!["account"]!] = (JsonObject)receiver.DeepClone();
        return Done(("result_code", "SUCCESS"));
    }

    private JsonObject Unbind(JsonObject content)
    {
        foreach (var receiver in content["receiver_list"]!.AsArray()) receivers.TryRemove((string)receiver!["account"]!, out _);
        return Done(("result_code", "SUCCESS"));
    }

    private JsonObject Receivers() => Done(
        ("receiver_list", new JsonArray([.. receivers.Values.Select(receiver => receiver.DeepClone())])),
        ("total_page_num", 1), ("result_code", "SUCCESS"));

    private JsonObject Settle(JsonObject content)
    {
        if (Find(content) is not { PaidAt: not null } trade) return Failure("ACQ.TRADE_STATUS_ERROR");
        var parts = (content["royalty_parameters"] as JsonArray ?? []).Select(part => part!.AsObject()).ToList();
        if (parts.Any(part => !receivers.ContainsKey((string)part["trans_in"]!))) return Failure("ACQ.INVALID_PARAMETER");
        if (parts.Sum(part => Money(part["amount"])) > trade.Amount * 0.3m) return Failure("ACQ.TOTAL_FEE_EXCEED");
        settled.TryAdd((string)content["out_request_no"]!, (trade.TradeNo, new JsonArray([.. parts.Select(part => part.DeepClone())])));
        return Done(("trade_no", trade.TradeNo), ("settle_no", "S" + trade.TradeNo));
    }

    private JsonObject SettleQuery(JsonObject content)
    {
        if (!settled.TryGetValue((string)content["out_request_no"]!, out var division) || division.TradeNo != (string?)content["trade_no"])
            return Failure("ACQ.TRADE_NOT_EXIST");
        return Done(("operation_dt", Text(Now)), ("royalty_detail_list", new JsonArray([.. division.Parts.Select(Result)])));
    }

    private JsonObject Result(JsonNode? part)
    {
        var account = (string)part!["trans_in"]!;
        var isPoor = PoorReceivers.ContainsKey(account);
        var result = new JsonObject
        {
            ["operation_type"] = "transfer",
            ["trans_out"] = SellerId,
            ["trans_in"] = account,
            ["amount"] = (string)part["amount"]!,
            ["state"] = isPoor ? "FAIL" : "SUCCESS",
            ["detail_id"] = "D" + account,
        };
        if (isPoor) (result["error_code"], result["error_desc"]) = ("TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH", "余额不足");
        return result;
    }

    /// <summary>Receivers give back at most what they got, and together at most what is refunded.</summary>
    private string? WhyNotBack(SandboxTrade trade, List<JsonObject> backs, decimal amount)
    {
        if (backs.Sum(back => Money(back["amount"])) > amount) return "ACQ.INVALID_PARAMETER";
        foreach (var back in backs)
        {
            var from = (string)back["trans_out"]!;
            var got = settled.Values.Where(division => division.TradeNo == trade.TradeNo).SelectMany(division => division.Parts)
                .Where(part => (string)part!["trans_in"]! == from && !PoorReceivers.ContainsKey(from)).Sum(part => Money(part!["amount"]));
            if (trade.GivenBack.GetValueOrDefault(from) + Money(back["amount"]) > got) return "ACQ.INVALID_PARAMETER";
        }
        return null;
    }

    private static void GiveBack(SandboxTrade trade, JsonObject back)
    {
        var from = (string)back["trans_out"]!;
        trade.GivenBack[from] = trade.GivenBack.GetValueOrDefault(from) + Money(back["amount"]);
    }

    private JsonObject BillUrl(JsonObject content)
    {
        var day = DateOnly.ParseExact((string)content["bill_date"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (day >= DateOnly.FromDateTime(Now.ToOffset(Beijing).DateTime)) return Failure("isv.invalid_arguments");
        return Rows(day).Count == 0
            ? Failure("isp.bill_not_exist")
            : Done(("bill_download_url", new Uri(Url, $"bill/{day:yyyy-MM-dd}").ToString()));
    }

    private async Task<IResult> BillAsync(string day)
    {
        var rows = Rows(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        string[] lines =
        [
            "#支付宝业务明细查询",
            $"#账号：[{SellerId}0156]",
            "#-----------------------------------------业务明细列表----------------------------------------",
            Headings, .. rows, "#-----------------------------------------业务明细列表结束------------------------------------",
            $"#交易合计：{rows.Count}笔",
        ];
        return Results.Bytes(await AlipayOracle.BillAsync(lines, $"{SellerId}0156_{day.Replace("-", "")}"), "application/zip");
    }

    private List<string> Rows(DateOnly day)
    {
        var rows = new List<string>();
        foreach (var trade in trades.Values)
        {
            var fee = -Math.Round(trade.Amount * 0.006m, 2);
            if (trade.PaidAt is { } paid && IsOn(paid, day)) rows.Add(Row(trade, "交易", trade.Amount, paid, "", fee));
            foreach (var (number, refund) in trade.Refunds.Where(refund => IsOn(refund.Value.At, day)))
                rows.Add(Row(trade, "退款", -refund.Amount, refund.At, number, 0));
        }
        return rows;
    }

    private static bool IsOn(DateTimeOffset moment, DateOnly day) => DateOnly.FromDateTime(moment.ToOffset(Beijing).DateTime) == day;

    private static string Row(SandboxTrade trade, string kind, decimal amount, DateTimeOffset at, string request, decimal fee) =>
        $"{trade.TradeNo}\t,{trade.OutTradeNo}\t,{kind},{trade.Subject},{Text(trade.CreatedAt)},{Text(at)},,,,,**测(138****0000)," +
        $"{Text(amount)},{Text(amount)},0.00,0.00,0.00,0.00,0.00,,0.00,0.00,{request},{Text(fee)},0.00,";
}
