namespace Payments.Http.Console.Texts;

/// <summary>What sections of a shop's console are called.</summary>
public sealed record PlaceTexts
{
    public required string Deliveries { get; init; }
    public required string Checks { get; init; }
    public required string Audit { get; init; }
    public required string Unmatched { get; init; }
    public required string Refunds { get; init; }
    public required string Reconciliation { get; init; }
    public required string Risk { get; init; }
    public required string Users { get; init; }
    public required string Settings { get; init; }

    public static readonly PlaceTexts English = new()
    {
        Deliveries = "Callbacks",
        Checks = "Test and signatures",
        Audit = "Audit log",
        Unmatched = "Unmatched money",
        Refunds = "Refunds",
        Reconciliation = "Reconciliation",
        Risk = "Risk",
        Users = "Users' wallets",
        Settings = "Settings",
    };

    public static readonly PlaceTexts Chinese = new()
    {
        Deliveries = "回调",
        Checks = "测试与签名",
        Audit = "操作日志",
        Unmatched = "未匹配款项",
        Refunds = "退款",
        Reconciliation = "对账",
        Risk = "风控",
        Users = "用户钱包",
        Settings = "设置",
    };
}
