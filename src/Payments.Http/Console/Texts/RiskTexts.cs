using Payments.Domain.Risk;

namespace Payments.Http.Console.Texts;

/// <summary>Risk control.</summary>
public sealed record RiskTexts
{
    public required string Waiting { get; init; }
    public required string WaitingText { get; init; }
    public required string NoneWaits { get; init; }

    /// <summary>Payouts that a rule holds.</summary>
    public required string Payouts { get; init; }

    public required string PayoutsText { get; init; }
    public required string Address { get; init; }
    public required string Export { get; init; }
    public required string Since { get; init; }
    public required string Payer { get; init; }
    public required string Why { get; init; }
    public required string Approve { get; init; }
    public required string Refuse { get; init; }
    public required string Rules { get; init; }
    public required string Add { get; init; }
    public required string AddText { get; init; }
    public required string Name { get; init; }
    public required string Subject { get; init; }
    public required string Measure { get; init; }
    public required string Limit { get; init; }
    public required string Currency { get; init; }
    public required string Window { get; init; }
    public required string List { get; init; }
    public required string Outcome { get; init; }
    public required string Priority { get; init; }
    public required string State { get; init; }
    public required string Trial { get; init; }
    public required string Try { get; init; }

    /// <summary><c>{0}</c> of <c>{1}</c> orders are taken; <c>{2}</c> could not be judged.</summary>
    public required string TrialText { get; init; }

    public required string Lists { get; init; }
    public required string ListsText { get; init; }
    public required string Items { get; init; }
    public required string Changed { get; init; }

    /// <summary>What rules look at.</summary>
    public required IReadOnlyDictionary<RiskSubject, string> Subjects { get; init; }

    /// <summary>What they measure.</summary>
    public required IReadOnlyDictionary<RiskMeasure, string> Measures { get; init; }

    /// <summary>What they do.</summary>
    public required IReadOnlyDictionary<RiskOutcome, string> Outcomes { get; init; }

    /// <summary>Whether they count.</summary>
    public required IReadOnlyDictionary<RiskRuleState, string> States { get; init; }

    public static readonly RiskTexts English = new()
    {
        Waiting = "Wait for a decision",
        WaitingText = "Orders that a rule holds back. They are completed once somebody approves them; what a rule of the installation " +
            "holds, its operator alone approves.",
        NoneWaits = "Nothing waits.",
        Payouts = "Payouts that wait",
        PayoutsText = "Payouts that a rule holds back. The provider hears of one once somebody approves it.",
        Address = "Address",
        Export = "Download decisions as CSV",
        Since = "Since",
        Payer = "Payer",
        Why = "Why",
        Approve = "Approve",
        Refuse = "Refuse",
        Rules = "Rules",
        Add = "Add a rule",
        AddText = "Write it as a draft first and try it on past orders.",
        Name = "Name",
        Subject = "Looks at",
        Measure = "Measures",
        Limit = "Takes what is above",
        Currency = "Currency",
        Window = "Window in seconds",
        List = "List",
        Outcome = "Then",
        Priority = "Priority",
        State = "State",
        Trial = "Trial",
        Try = "Try",
        TrialText = "Of {1} orders of the last seven days it would have taken {0}; {2} could not be judged.",
        Lists = "Lists",
        ListsText = "Items are written by the API: PUT /api/v1/risk/lists/{id}/items.",
        Items = "Items",
        Changed = "Changed",
        Subjects = new Dictionary<RiskSubject, string>
        {
            [RiskSubject.Merchant] = "the shop",
            [RiskSubject.Payer] = "the payer",
            [RiskSubject.Network] = "the payer's network",
            [RiskSubject.Country] = "the payer's country",
            [RiskSubject.Coin] = "the coin",
            [RiskSubject.Address] = "the sender's address",
            [RiskSubject.Email] = "the payer's e-mail",
            [RiskSubject.Payout] = "payouts",
            [RiskSubject.Receiver] = "a payout's address",
        },
        Measures = new Dictionary<RiskMeasure, string>
        {
            [RiskMeasure.Amount] = "money of the order",
            [RiskMeasure.Count] = "number of orders",
            [RiskMeasure.Sum] = "money of orders",
            [RiskMeasure.Member] = "being on the list",
        },
        Outcomes = new Dictionary<RiskOutcome, string>
        {
            [RiskOutcome.Allow] = "allow",
            [RiskOutcome.Review] = "review",
            [RiskOutcome.Block] = "block",
        },
        States = new Dictionary<RiskRuleState, string>
        {
            [RiskRuleState.Draft] = "Draft",
            [RiskRuleState.Active] = "In force",
            [RiskRuleState.Off] = "Off",
        },
    };

    public static readonly RiskTexts Chinese = new()
    {
        Waiting = "等待审核",
        WaitingText = "被规则拦下的订单，通过审核后才会完成；被平台规则拦下的订单只能由平台管理员通过。",
        NoneWaits = "没有等待审核的订单。",
        Payouts = "待审核的代付",
        PayoutsText = "被规则拦下的代付。有人批准后才会发送给支付服务商。",
        Address = "收款地址",
        Export = "下载决定记录（CSV）",
        Since = "等待自",
        Payer = "付款人",
        Why = "原因",
        Approve = "通过",
        Refuse = "拒绝",
        Rules = "规则",
        Add = "添加规则",
        AddText = "建议先存为草稿，并用历史订单试运行。",
        Name = "名称",
        Subject = "对象",
        Measure = "指标",
        Limit = "超过此值时命中",
        Currency = "币种",
        Window = "时间窗口（秒）",
        List = "名单",
        Outcome = "处理",
        Priority = "优先级",
        State = "状态",
        Trial = "试运行",
        Try = "试运行此规则",
        TrialText = "最近七天的 {1} 个订单中会命中 {0} 个，{2} 个无法判断。",
        Lists = "名单",
        ListsText = "名单内容通过 API 写入：PUT /api/v1/risk/lists/{id}/items。",
        Items = "条目数",
        Changed = "更新时间",
        Subjects = new Dictionary<RiskSubject, string>
        {
            [RiskSubject.Merchant] = "店铺",
            [RiskSubject.Payer] = "付款人",
            [RiskSubject.Network] = "付款人网络",
            [RiskSubject.Country] = "付款人国家",
            [RiskSubject.Coin] = "币种",
            [RiskSubject.Address] = "付款地址",
            [RiskSubject.Email] = "付款人邮箱",
            [RiskSubject.Payout] = "代付",
            [RiskSubject.Receiver] = "代付收款地址",
        },
        Measures = new Dictionary<RiskMeasure, string>
        {
            [RiskMeasure.Amount] = "订单金额",
            [RiskMeasure.Count] = "订单数",
            [RiskMeasure.Sum] = "订单总金额",
            [RiskMeasure.Member] = "在名单中",
        },
        Outcomes = new Dictionary<RiskOutcome, string>
        {
            [RiskOutcome.Allow] = "放行",
            [RiskOutcome.Review] = "审核",
            [RiskOutcome.Block] = "拦截",
        },
        States = new Dictionary<RiskRuleState, string>
        {
            [RiskRuleState.Draft] = "草稿",
            [RiskRuleState.Active] = "生效",
            [RiskRuleState.Off] = "停用",
        },
    };
}
