using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Bills;

/// <summary>What lines of the bills of funds and of shares say. Amounts there are yuan, not fen.</summary>
internal static class WeChatFunds
{
    private const string Currency = "CNY";
    private const string Payout = "提现";
    private const string Outgo = "支出";
    private const string Success = "成功";
    private const string Return = "回退";

    /// <summary>A line of the flow of funds as a payout; null where it is something else.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be read.</exception>
    public static FundLine? PayoutOf(WeChatBillRow row)
    {
        var isPayout = Has(row, "业务名称", Payout) || Has(row, "业务类型", Payout);
        return isPayout && Has(row, "收支类型", Outgo)
            ? new FundLine(FundKind.Payout, row.Get("资金流水单号"), Amount(row, "收支金额(元)"), Currency)
            : null;
    }

    /// <summary>A line of the bill of shares; null where the share did not happen.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be read.</exception>
    public static FundLine? ShareOf(WeChatBillRow row)
    {
        if (!Has(row, "处理状态", Success)) return null;
        var amount = Amount(row, "分账金额(元)");
        return new FundLine(FundKind.Share, row.Get("微信订单号"), Has(row, "业务类型", Return) ? -amount : amount, Currency);
    }

    private static bool Has(WeChatBillRow row, string heading, string word) =>
        row.Find(heading)?.Contains(word, StringComparison.Ordinal) == true;

    private static decimal Amount(WeChatBillRow row, string heading) =>
        Math.Abs(row.Yuan(heading) ?? throw new ProviderUnavailableException($"the bill has no {heading}"));
}
