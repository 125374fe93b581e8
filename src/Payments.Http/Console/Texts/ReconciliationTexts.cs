namespace Payments.Http.Console.Texts;

/// <summary>Comparisons with providers' statements, and what orders brought.</summary>
public sealed record ReconciliationTexts
{
    public required string Intro { get; init; }
    public required string Settlements { get; init; }
    public required string SettlementsText { get; init; }
    public required string Open { get; init; }
    public required string NoneOpen { get; init; }
    public required string More { get; init; }
    public required string Days { get; init; }
    public required string Day { get; init; }
    public required string Provider { get; init; }
    public required string State { get; init; }
    public required string Done { get; init; }
    public required string Waiting { get; init; }
    public required string Matched { get; init; }
    public required string Differences { get; init; }
    public required string Note { get; init; }
    public required string Kind { get; init; }
    public required string Reference { get; init; }
    public required string Ours { get; init; }
    public required string Theirs { get; init; }
    public required string Export { get; init; }
    public required string Payments { get; init; }
    public required string Gross { get; init; }
    public required string Fees { get; init; }
    public required string Refunds { get; init; }
    public required string Net { get; init; }

    /// <summary>Kinds of differences.</summary>
    public required IReadOnlyDictionary<string, string> Kinds { get; init; }

    public static readonly ReconciliationTexts English = new()
    {
        Intro = "Each day the statement of a provider's account of your own, and what chains say of transfers to your addresses, is " +
            "compared with what this gateway counts. What differs stays open until an operator of the gateway settles it.",
        Settlements = "What orders brought",
        SettlementsText = "By the day of the provider's clock. Net is gross without fees, refunds and shares.",
        Open = "Open differences",
        NoneOpen = "Nothing is open.",
        More = "There are more; the download has all.",
        Days = "Days",
        Day = "Day",
        Provider = "Provider",
        State = "State",
        Done = "Compared",
        Waiting = "Waits",
        Matched = "Agree",
        Differences = "Differences (open)",
        Note = "Note",
        Kind = "What differs",
        Reference = "Number",
        Ours = "Here",
        Theirs = "In the statement or on the chain",
        Export = "Download as CSV",
        Payments = "Payments",
        Gross = "Gross",
        Fees = "Fees",
        Refunds = "Refunds",
        Net = "Net",
        Kinds = new Dictionary<string, string>
        {
            ["missing_here"] = "No such order here",
            ["missing_there"] = "Not in the statement or on the chain",
            ["other_currency"] = "Another currency",
            ["other_amount"] = "Another amount",
            ["other_state"] = "Another state",
            ["fee"] = "Another fee than agreed",
            ["duplicate"] = "Twice in the statement",
            ["other_day"] = "On another day",
        },
    };

    public static readonly ReconciliationTexts Chinese = new()
    {
        Intro = "每天将您自有渠道账户的账单以及链上收款与本网关的记录逐笔核对。差异会一直保留，直到平台管理员处理。",
        Settlements = "订单收入",
        SettlementsText = "按支付渠道的日期统计。净额为总额减去手续费、退款和分账。",
        Open = "未处理的差异",
        NoneOpen = "没有未处理的差异。",
        More = "还有更多，完整内容请下载。",
        Days = "日期列表",
        Day = "日期",
        Provider = "支付渠道",
        State = "状态",
        Done = "已核对",
        Waiting = "等待中",
        Matched = "一致",
        Differences = "差异（未处理）",
        Note = "备注",
        Kind = "差异类型",
        Reference = "编号",
        Ours = "本网关",
        Theirs = "账单或链上",
        Export = "下载 CSV",
        Payments = "笔数",
        Gross = "总额",
        Fees = "手续费",
        Refunds = "退款",
        Net = "净额",
        Kinds = new Dictionary<string, string>
        {
            ["missing_here"] = "本网关没有此订单",
            ["missing_there"] = "账单或链上没有",
            ["other_currency"] = "币种不同",
            ["other_amount"] = "金额不同",
            ["other_state"] = "状态不同",
            ["fee"] = "手续费与约定不符",
            ["duplicate"] = "账单中重复",
            ["other_day"] = "日期不同",
        },
    };
}
