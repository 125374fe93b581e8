using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Texts;

/// <summary>What sections of a shop's console are called.</summary>
public sealed record PlaceTexts
{
    public required string Deliveries { get; init; }
    public required string Checks { get; init; }
    public required string Notices { get; init; }
    public required string Audit { get; init; }
    public required string Unmatched { get; init; }
    public required string Refunds { get; init; }
    public required string Payouts { get; init; }
    public required string Reconciliation { get; init; }
    public required string Risk { get; init; }
    public required string Users { get; init; }
    public required string Settings { get; init; }
    public required string Providers { get; init; }

    /// <summary>Opens the navigation on a narrow screen.</summary>
    public required string Menu { get; init; }

    /// <summary>Headings of the navigation.</summary>
    public required IReadOnlyDictionary<ConsoleGroup, string> Groups { get; init; }

    public static readonly PlaceTexts English = new()
    {
        Deliveries = "Callbacks",
        Checks = "Test and signatures",
        Notices = "Notices",
        Audit = "Audit log",
        Unmatched = "Unmatched money",
        Refunds = "Refunds",
        Payouts = "Payouts",
        Reconciliation = "Reconciliation",
        Risk = "Risk",
        Users = "Users' wallets",
        Providers = "Payment providers",
        Menu = "Menu",
        Groups = new Dictionary<ConsoleGroup, string>
        {
            [ConsoleGroup.Overview] = "Overview",
            [ConsoleGroup.Money] = "Money",
            [ConsoleGroup.Delivery] = "Delivery",
            [ConsoleGroup.SetUp] = "Set-up",
            [ConsoleGroup.Control] = "Control",
        },
        Settings = "Settings",
    };

    public static readonly PlaceTexts Chinese = new()
    {
        Deliveries = "回调",
        Checks = "测试与签名",
        Notices = "通知",
        Audit = "操作日志",
        Unmatched = "未匹配款项",
        Refunds = "退款",
        Payouts = "付款",
        Reconciliation = "对账",
        Risk = "风控",
        Users = "用户钱包",
        Providers = "支付渠道",
        Menu = "菜单",
        Groups = new Dictionary<ConsoleGroup, string>
        {
            [ConsoleGroup.Overview] = "概览",
            [ConsoleGroup.Money] = "资金",
            [ConsoleGroup.Delivery] = "通知",
            [ConsoleGroup.SetUp] = "设置",
            [ConsoleGroup.Control] = "管控",
        },
        Settings = "设置",
    };
}
