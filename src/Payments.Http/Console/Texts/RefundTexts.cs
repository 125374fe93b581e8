namespace Payments.Http.Console.Texts;

/// <summary>Refunds.</summary>
public sealed record RefundTexts
{
    public required string Ask { get; init; }
    public required string AskText { get; init; }
    public required string Order { get; init; }
    public required string Amount { get; init; }
    public required string All { get; init; }
    public required string Destination { get; init; }
    public required string Source { get; init; }
    public required string Charge { get; init; }
    public required string From { get; init; }
    public required string OverpaidOnly { get; init; }
    public required string Id { get; init; }
    public required string State { get; init; }
    public required string Way { get; init; }
    public required string By { get; init; }
    public required string Withdraw { get; init; }

    /// <summary>How a refund stands, as the API calls it.</summary>
    public required IReadOnlyDictionary<string, string> Statuses { get; init; }

    public static readonly RefundTexts English = new()
    {
        Ask = "Ask for a refund",
        AskText = "At a provider the money goes back by itself. On a chain your own wallet sends it: the refund waits until that payment " +
            "is seen.",
        Order = "Order: your number or our id",
        Amount = "Amount",
        All = "all that is left",
        Destination = "Destination on a chain",
        Source = "Which money goes back, where there are several",
        Charge = "Charge",
        From = "Sent from",
        OverpaidOnly = "Only what was paid too much",
        Id = "Refund",
        State = "State",
        Way = "Way",
        By = "Asked for by",
        Withdraw = "Withdraw",
        Statuses = new Dictionary<string, string>
        {
            ["requested"] = "Waits",
            ["processing"] = "Under way",
            ["succeeded"] = "Returned",
            ["failed"] = "Failed",
            ["cancelled"] = "Withdrawn",
        },
    };

    public static readonly RefundTexts Chinese = new()
    {
        Ask = "发起退款",
        AskText = "支付渠道的款项会自动退回；链上款项由您自己的钱包发送，看到该笔付款前退款处于等待状态。",
        Order = "订单：您的单号或我们的编号",
        Amount = "金额",
        All = "全部剩余金额",
        Destination = "链上收款地址",
        Source = "有多笔款项时退哪一笔",
        Charge = "渠道付款编号",
        From = "发送地址",
        OverpaidOnly = "只退多付的部分",
        Id = "退款",
        State = "状态",
        Way = "方式",
        By = "发起者",
        Withdraw = "撤回",
        Statuses = new Dictionary<string, string>
        {
            ["requested"] = "等待中",
            ["processing"] = "处理中",
            ["succeeded"] = "已退回",
            ["failed"] = "失败",
            ["cancelled"] = "已撤回",
        },
    };
}
