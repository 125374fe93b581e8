namespace Payments.Http.Console.Texts;

/// <summary>A shop's home, and what its payment form asks for.</summary>
public sealed record ShopTexts
{
    public required string Attention { get; init; }
    public required string AllWell { get; init; }
    public required string Failed { get; init; }
    public required string Unconfirmed { get; init; }
    public required string Unmatched { get; init; }
    public required string Behind { get; init; }
    public required string NoWallets { get; init; }
    public required string FailingHost { get; init; }
    public required string Reviews { get; init; }
    public required string PayoutReviews { get; init; }
    public required string UnknownPayouts { get; init; }
    public required string NoRate { get; init; }
    public required string NearlyFull { get; init; }
    public required string Today { get; init; }
    public required string ByState { get; init; }
    public required string KeysIntro { get; init; }
    public required string Gateway { get; init; }
    public required string GatewayHint { get; init; }
    public required string Submit { get; init; }
    public required string SubmitHint { get; init; }
    public required string Pid { get; init; }
    public required string Secret { get; init; }
    public required string ShowSecret { get; init; }
    public required string Programs { get; init; }
    public required string Api { get; init; }
    public required string Reference { get; init; }

    public static readonly ShopTexts English = new()
    {
        Attention = "Needs attention",
        AllWell = "Nothing. Callbacks are heard, all money has its order, and the chains are read up to date.",
        Failed = "orders whose callback was given up",
        Unconfirmed = "orders whose callback is unconfirmed",
        Unmatched = "payments that fit no order",
        Behind = "is read late or not at all",
        NoWallets = "No receiving wallet yet: no order can be paid in a coin. Add one.",
        FailingHost = "callbacks that {0} does not hear",
        Reviews = "orders that wait for a decision",
        PayoutReviews = "payouts that wait for a decision",
        UnknownPayouts = "payouts of which somebody must say what became of them",
        NoRate = "has no fresh rate: orders are refused",
        NearlyFull = "above the price are asked in {0}: add an address or an extended key",
        Today = "Orders of today (UTC)",
        ByState = "Orders by state",
        KeysIntro = "What a shop's payment form asks for. Copy each into the field of that name.",
        Gateway = "Gateway address",
        GatewayHint = "V2Board, Xboard, SSPanel and others that add the path themselves.",
        Submit = "Submit address",
        SubmitHint = "dujiaoka and others that ask for the whole path.",
        Pid = "Merchant number (pid)",
        Secret = "Secret (key)",
        ShowSecret = "Show the secret",
        Programs = "For programs",
        Api = "API address",
        Reference = "API reference",
    };

    public static readonly ShopTexts Chinese = new()
    {
        Attention = "需要处理",
        AllWell = "一切正常：回调均已接收，款项均已匹配，各链同步正常。",
        Failed = "个订单的回调已放弃",
        Unconfirmed = "个订单的回调未确认",
        Unmatched = "笔款项未匹配订单",
        Behind = "读取延迟或中断",
        NoWallets = "尚无收款钱包，订单无法以加密货币付款，请添加。",
        FailingHost = "条回调 {0} 未接收",
        Reviews = "个订单等待审核",
        PayoutReviews = "笔付款等待审核",
        UnknownPayouts = "笔付款结果未知，需人工确认",
        NoRate = "没有最新汇率，订单被拒绝",
        NearlyFull = "：{0} 的应付金额已高出价格，请添加地址或扩展公钥",
        Today = "今日订单（UTC）",
        ByState = "订单状态",
        KeysIntro = "店铺支付设置需要填写的内容，请逐项复制到对应栏位。",
        Gateway = "网关地址",
        GatewayHint = "V2Board、Xboard、SSPanel 等会自动补全路径的程序。",
        Submit = "提交地址",
        SubmitHint = "独角数卡（dujiaoka）等需要填写完整路径的程序。",
        Pid = "商户号（pid）",
        Secret = "密钥（key）",
        ShowSecret = "显示密钥",
        Programs = "程序接入",
        Api = "API 地址",
        Reference = "API 文档",
    };
}
