using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Payments.ProviderSandbox.WeChat;

/// <summary>Bills: text with back-ticks, zipped, at a link of its own; the hash is over the text.</summary>
public sealed partial class WeChatSandbox
{
    private const string TradeHeadings =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额," +
        "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";

    private const string TradeTotals = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
    private const string FlowHeadings = "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
    private const string FlowTotals = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";
    private const string ShareHeadings = "分账时间,分账发起方,分账方,微信订单号,微信分账/回退单号,分账明细单号,商户分账/回退单号,订单金额(元),分账接收方,分账金额(元),业务类型,处理状态,分账描述,备注";
    private const string ShareTotals = "总条数,分账成功笔数,分账成功总金额(元)";

    private readonly ConcurrentDictionary<string, byte[]> files = new();

    /// <summary>Text that is answered in place of any bill, where a test sets one.</summary>
    public string? BillText { get; set; }

    /// <summary>The hash that is said in place of the right one, where a test sets one.</summary>
    public string? BillHash { get; set; }

    /// <summary>What went to the merchant's bank on each day that has payments, in fen; 0 for nothing.</summary>
    public long PaidOut { get; set; }

    private async Task<Answer> BillAsync(HttpContext context, string kind)
    {
        var query = context.Request.Query;
        if (!DateOnly.TryParseExact(query["bill_date"], "yyyy-MM-dd", out var day) || query["tar_type"] != "GZIP")
            return Failed(400, "PARAM_ERROR", "参数错误");
        var today = DateOnly.FromDateTime(Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        if (day >= today) return Failed(400, "INVALID_REQUEST", "bill_date");
        var text = BillText ?? kind switch
        {
            "tradebill" => TradeBill(day, query["bill_type"].ToString()),
            "fundflowbill" => FlowBill(day),
            _ => $"{ShareHeadings}\r\n{ShareTotals}\r\n`0,`0,`0.00\r\n",
        };
        if (text is null) return Failed(400, "NO_STATEMENT_EXIST", "账单文件不存在");
        var bytes = Encoding.UTF8.GetBytes("\uFEFF" + text);
        var token = $"t{Interlocked.Increment(ref last)}";
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(bytes);
        files[token] = zipped.ToArray();
        return Done(new JsonObject
        {
            ["hash_type"] = "SHA1",
            ["hash_value"] = BillHash ?? Convert.ToHexStringLower(SHA1.HashData(bytes)),
            ["download_url"] = new Uri(Url, $"v3/billdownload/file?token={token}").ToString(),
        });
    }

    private Answer Download(string token) => files.TryGetValue(token, out var file)
        ? new Answer(200, null, file)
        : Failed(404, "RESOURCE_NOT_EXISTS", "文件不存在");

    private string? TradeBill(DateOnly day, string type)
    {
        var paid = orders.Values.Where(order => order.PaidAt is { } at && DayOf(at) == day).OrderBy(order => order.PaidAt).ToArray();
        var returned = refunds.Values.Where(refund => DayOf(refund.At) == day).OrderBy(refund => refund.At).ToArray();
        if (type == "SUCCESS") returned = [];
        if (type == "REFUND") paid = [];
        if (paid.Length + returned.Length == 0) return null;
        var text = new StringBuilder(TradeHeadings).Append("\r\n");
        foreach (var order in paid)
        {
            Line(text, TextOf(order.PaidAt!.Value), AppId, Merchant, "0", "", order.TransactionId!, order.OutTradeNo, OpenId,
                order.Kind.ToUpperInvariant(), "SUCCESS", "OTHERS", "CNY", Yuan(order.PayerTotal), "0.00", "0", "0", "0.00", "0.00", "", "",
                order.Description, "", Fee(order.PayerTotal), "0.60%", Yuan(order.Total), "0.00", "");
        }
        foreach (var refund in returned)
        {
            var order = refund.Order;
            Line(text, TextOf(refund.At), AppId, Merchant, "0", "", order.TransactionId!, order.OutTradeNo, OpenId,
                order.Kind.ToUpperInvariant(), "REFUND", "OTHERS", "CNY", "0.00", "0.00", refund.RefundId, refund.OutRefundNo,
                Yuan(refund.Amount), "0.00", "ORIGINAL", refund.State, order.Description, "",
                Fee(-refund.Amount), "0.60%", "0.00", Yuan(refund.Amount), "");
        }
        text.Append(TradeTotals).Append("\r\n");
        var (income, outgo) = (paid.Sum(order => order.PayerTotal), returned.Sum(refund => refund.Amount));
        var count = (paid.Length + returned.Length).ToString(CultureInfo.InvariantCulture);
        Line(text, count, Yuan(income), Yuan(outgo), "0.00", Fee(income - outgo), Yuan(paid.Sum(order => order.Total)), Yuan(outgo));
        return text.ToString();
    }

    private string? FlowBill(DateOnly day)
    {
        var paid = orders.Values.Where(order => order.PaidAt is { } at && DayOf(at) == day).ToArray();
        if (paid.Length == 0) return null;
        var text = new StringBuilder(FlowHeadings).Append("\r\n");
        foreach (var order in paid)
        {
            Line(text, TextOf(order.PaidAt!.Value), order.TransactionId!, order.TransactionId!, "交易", "交易", "收入", Yuan(order.PayerTotal),
                Yuan(order.PayerTotal), "system", "", order.OutTradeNo);
        }
        var payouts = PaidOut > 0 ? 1 : 0;
        if (PaidOut > 0)
            Line(text, TextOf(paid[0].PaidAt!.Value), "P1", "P1", "提现", "提现", "支出", Yuan(PaidOut), "0.00", "system", "", "P1");
        text.Append(FlowTotals).Append("\r\n");
        var income = Yuan(paid.Sum(order => order.PayerTotal));
        Line(text, Number(paid.Length + payouts), Number(paid.Length), income, Number(payouts), Yuan(PaidOut));
        return text.ToString();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, params string[] values) =>
        text.Append(string.Join(',', values.Select(value => "`" + value))).Append("\r\n");

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(8)).DateTime);

    private static string TextOf(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Fee(long fen) => (fen * 0.00006m).ToString("0.00000", CultureInfo.InvariantCulture);
}
