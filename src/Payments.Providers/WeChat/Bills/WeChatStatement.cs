using Payments.Providers.Common;

namespace Payments.Providers.WeChat.Bills;

/// <summary>What a line of a trade bill says. Amounts there are yuan, not fen.</summary>
internal static class WeChatStatement
{
    /// <summary>A payment, or a refund, which is a line of its own.</summary>
    /// <exception cref="ProviderUnavailableException">It cannot be read.</exception>
    public static StatementLine LineOf(WeChatBillRow row)
    {
        var state = row.Get("交易状态");
        var (currency, fee, at) = (row.Find("货币种类") ?? "CNY", row.Yuan("手续费"), row.Time("交易时间"));
        if (state == "SUCCESS")
        {
            return new StatementLine(row.Get("商户订单号"), row.Get("微信订单号"), IsRefund: false, First(row, "订单金额", "应结订单金额", "总金额"),
                currency, fee, IsPaid: true, at, state);
        }
        if (state is not ("REFUND" or "REVOKED")) throw new ProviderUnavailableException($"the bill has a line of state '{state}'");
        var word = row.Find("退款状态") ?? state;
        return new StatementLine(row.Get("商户退款单号"), row.Get("微信退款单号"), IsRefund: true, First(row, "申请退款金额", "退款金额"),
            currency, fee, IsPaid: word == "SUCCESS" || state == "REVOKED", at, word)
        {
            Payment = row.Find("商户订单号"),
        };
    }

    private static decimal First(WeChatBillRow row, params ReadOnlySpan<string> headings)
    {
        foreach (var heading in headings)
            if (row.Yuan(heading) is { } yuan) return yuan;
        throw new ProviderUnavailableException($"the bill has no {headings[0]}");
    }
}
