namespace Payments.Http.Console.Texts;

/// <summary>Money that fits no order.</summary>
public sealed record UnmatchedTexts
{
    public required string Intro { get; init; }
    public required string AllMatched { get; init; }
    public required string State { get; init; }
    public required string Open { get; init; }
    public required string Dismissed { get; init; }
    public required string Returned { get; init; }
    public required string Route { get; init; }
    public required string Transaction { get; init; }
    public required string Why { get; init; }
    public required string Probable { get; init; }
    public required string Note { get; init; }
    public required string Decide { get; init; }
    public required string Order { get; init; }
    public required string Assign { get; init; }
    public required string SaveNote { get; init; }
    public required string Return { get; init; }
    public required string Dismiss { get; init; }

    /// <summary>Why no order has it, by the words of the API.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    public static readonly UnmatchedTexts English = new()
    {
        Intro = "Money at your addresses that fits no order. Give it to the order that it was meant for, or note " +
            "what you did with it: the gateway holds no key and sends nothing back.",
        AllMatched = "All money has its order.",
        State = "Shown",
        Open = "waiting",
        Dismissed = "dismissed",
        Returned = "sent back",
        Route = "From → to",
        Transaction = "Transaction",
        Why = "Why",
        Probable = "Probably for",
        Note = "Note",
        Decide = "Decide",
        Order = "Order (id or your number)",
        Assign = "Give it to the order",
        SaveNote = "Save the note",
        Return = "Mark as sent back",
        Dismiss = "Dismiss",
        Reasons = new Dictionary<string, string>
        {
            ["none_fits"] = "no order asked for this amount",
            ["several_fit"] = "several orders may be meant",
            ["late"] = "the order takes no money any more",
            ["before_order"] = "it is older than the order",
            ["seen_before"] = "its transaction was seen when no order asked for it",
            ["order_closed"] = "the order was closed",
            ["order_full"] = "the order holds as many transfers as one may",
            ["dust"] = "too little to be a payment",
            ["other_coin"] = "another coin than the order asked for",
            ["no_order"] = "the order is not there",
            ["order_archived"] = "the order was archived",
            ["own_transaction"] = "your own wallet sent it",
        },
    };

    public static readonly UnmatchedTexts Chinese = new()
    {
        Intro = "您的地址收到、但未匹配订单的款项。请分配给对应订单，或记录处理方式：网关不持有私钥，不会退回款项。",
        AllMatched = "所有款项均已匹配订单。",
        State = "显示",
        Open = "待处理",
        Dismissed = "已忽略",
        Returned = "已退回",
        Route = "付款方 → 收款地址",
        Transaction = "交易",
        Why = "原因",
        Probable = "可能对应",
        Note = "备注",
        Decide = "处理",
        Order = "订单（编号或商户订单号）",
        Assign = "分配给订单",
        SaveNote = "保存备注",
        Return = "标记为已退回",
        Dismiss = "忽略",
        Reasons = new Dictionary<string, string>
        {
            ["none_fits"] = "没有订单要求此金额",
            ["several_fit"] = "可能对应多个订单",
            ["late"] = "订单已不再收款",
            ["before_order"] = "早于订单创建",
            ["seen_before"] = "出现该交易时尚无订单要求此金额",
            ["order_closed"] = "订单已关闭",
            ["order_full"] = "订单的转账数已达上限",
            ["dust"] = "金额过小",
            ["other_coin"] = "与订单要求的币种不符",
            ["no_order"] = "订单不存在",
            ["order_archived"] = "订单已归档",
            ["own_transaction"] = "由您自己的钱包转出",
        },
    };
}
