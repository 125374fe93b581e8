namespace Payments.Http.Console.Texts;

/// <summary>Payouts.</summary>
public sealed record PayoutTexts
{
    public required string Intro { get; init; }
    public required string Off { get; init; }
    public required string Limit { get; init; }
    public required string Used { get; init; }
    public required string Left { get; init; }
    public required string Id { get; init; }
    public required string Amount { get; init; }
    public required string State { get; init; }
    public required string To { get; init; }
    public required string Word { get; init; }
    public required string Resolve { get; init; }
    public required string ResolveText { get; init; }
    public required string End { get; init; }
    public required string Transaction { get; init; }

    /// <summary>How a payout stands, as the API calls it.</summary>
    public required IReadOnlyDictionary<string, string> Statuses { get; init; }

    /// <summary>What a person may say of one that is unknown, as the API calls it.</summary>
    public required IReadOnlyDictionary<string, string> Ends { get; init; }

    public static readonly PayoutTexts English = new()
    {
        Intro = "What your provider sends from your own account there. Payouts are asked for by API keys that may, within these limits " +
            "of 24 hours.",
        Off = "Payouts are off: the account at the provider sets no limits for them.",
        Limit = "Limit",
        Used = "Used",
        Left = "Left",
        Id = "Payout",
        Amount = "Amount",
        State = "State",
        To = "To",
        Word = "Details",
        Resolve = "Say what became of it",
        ResolveText = "The provider was asked for days and did not tell. Look it up in the provider's own console first: a payout that " +
            "you call failed here may still be on its way.",
        End = "What became of it",
        Transaction = "Transaction, where it was sent",
        Statuses = new Dictionary<string, string>
        {
            ["review"] = "Under review",
            ["requested"] = "Waits",
            ["processing"] = "Under way",
            ["unknown"] = "Unknown",
            ["succeeded"] = "Sent",
            ["failed"] = "Failed",
            ["cancelled"] = "Withdrawn",
        },
        Ends = new Dictionary<string, string>
        {
            ["ask"] = "Ask the provider again",
            ["succeeded"] = "It was sent",
            ["failed"] = "It was not sent",
        },
    };

    public static readonly PayoutTexts Chinese = new()
    {
        Intro = "由支付渠道从您自己的账户付出。付款由有权限的 API 密钥发起，受以下 24 小时限额约束。",
        Off = "付款已关闭：渠道账户未设置限额。",
        Limit = "限额",
        Used = "已用",
        Left = "剩余",
        Id = "付款",
        Amount = "金额",
        State = "状态",
        To = "收款方",
        Word = "详情",
        Resolve = "确认结果",
        ResolveText = "已向渠道查询数日，未得到结果。请先在渠道后台核实：在此标记为失败的付款仍可能在途。",
        End = "结果",
        Transaction = "交易哈希（如已付出）",
        Statuses = new Dictionary<string, string>
        {
            ["review"] = "待审核",
            ["requested"] = "等待中",
            ["processing"] = "处理中",
            ["unknown"] = "未知",
            ["succeeded"] = "已付出",
            ["failed"] = "失败",
            ["cancelled"] = "已撤回",
        },
        Ends = new Dictionary<string, string>
        {
            ["ask"] = "再次向渠道查询",
            ["succeeded"] = "已付出",
            ["failed"] = "未付出",
        },
    };
}
