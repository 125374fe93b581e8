using Payments.Domain.Merchants;

namespace Payments.Http.Console.Texts;

/// <summary>API keys and the signing secret.</summary>
public sealed record KeyTexts
{
    public required string Title { get; init; }
    public required string Intro { get; init; }
    public required string First { get; init; }
    public required string Name { get; init; }
    public required string Scopes { get; init; }
    public required string Every { get; init; }
    public required string Networks { get; init; }
    public required string NetworksHint { get; init; }
    public required string Everywhere { get; init; }
    public required string LastUsed { get; init; }
    public required string Made { get; init; }
    public required string FormerUntil { get; init; }
    public required string Change { get; init; }
    public required string Add { get; init; }
    public required string Roll { get; init; }
    public required string End { get; init; }
    public required string Overlap { get; init; }
    public required string Rotate { get; init; }
    public required string RotateText { get; init; }
    public required string SecretMade { get; init; }
    public required string ShownOnce { get; init; }

    /// <summary>A role gives keys none of the scopes <c>{0}</c>.</summary>
    public required string Lacking { get; init; }

    /// <summary>That the key <c>{0}</c> was made or replaced lately.</summary>
    public required string KeyLately { get; init; }

    public required string SecretLately { get; init; }

    /// <summary>What each scope is for.</summary>
    public required IReadOnlyDictionary<KeyScopes, string> Meanings { get; init; }

    /// <summary>For how long a replaced key goes on working, by seconds.</summary>
    public required IReadOnlyList<(string Value, string Text)> OverlapSeconds { get; init; }

    /// <summary>For how long a replaced secret stays in force, by hours.</summary>
    public required IReadOnlyList<(string Value, string Text)> OverlapHours { get; init; }

    public static readonly KeyTexts English = new()
    {
        Title = "API keys",
        Intro = "One for each program that calls the API, each with what it may do. A key is shown once, when it is made.",
        First = "First key (has every scope)",
        Name = "Name",
        Scopes = "May",
        Every = "everything",
        Networks = "Allowed networks",
        NetworksHint = "Such as 203.0.113.7/32, with commas between. Empty: from everywhere.",
        Everywhere = "everywhere",
        LastUsed = "Last used",
        Made = "Made or replaced",
        FormerUntil = "The one before works until",
        Change = "Replace or end",
        Add = "Make a key",
        Roll = "Replace it",
        End = "End it now",
        Overlap = "The old one works for",
        Rotate = "Replace the secret",
        RotateText = "For the time that you choose, both secrets are taken from the shop and callbacks that allow it are signed with both.",
        SecretMade = "The new signing secret",
        ShownOnce = "Copy it now: a key is not shown again.",
        Lacking = "your role in this shop gives keys no {0}",
        KeyLately = "API key {0} was made or replaced lately: was it you?",
        SecretLately = "the signing secret was replaced lately: was it you?",
        Meanings = new Dictionary<KeyScopes, string>
        {
            [KeyScopes.Read] = "see orders, payments, wallets and statistics",
            [KeyScopes.Create] = "open orders, and close unpaid ones",
            [KeyScopes.Manage] = "change settings, receiving wallets and keys",
            [KeyScopes.Webhooks] = "test and resend callbacks, change webhook endpoints",
            [KeyScopes.Refunds] = "refund orders",
            [KeyScopes.Complete] = "complete, refuse or extend orders by hand",
            [KeyScopes.Assign] = "assign unmatched payments, or dismiss them",
            [KeyScopes.Payouts] = "pay out at the provider",
            [KeyScopes.Risk] = "write risk rules, decide reviews",
            [KeyScopes.Sharing] = "write rules of profit sharing",
        },
        OverlapSeconds = [("0", "it ends at once"), ("3600", "an hour"), ("86400", "a day"), ("604800", "7 days"), ("2592000", "30 days")],
        OverlapHours = [("0", "it ends at once"), ("1", "an hour"), ("24", "a day"), ("72", "3 days"), ("168", "7 days")],
    };

    public static readonly KeyTexts Chinese = new()
    {
        Title = "API 密钥",
        Intro = "每个调用 API 的程序使用各自的密钥和权限。密钥仅在生成时显示一次。",
        First = "首个密钥（拥有全部权限）",
        Name = "名称",
        Scopes = "权限",
        Every = "全部",
        Networks = "允许的网络",
        NetworksHint = "例如 203.0.113.7/32，多个以逗号分隔。留空则不限制。",
        Everywhere = "不限",
        LastUsed = "最近使用",
        Made = "生成或更换时间",
        FormerUntil = "旧的有效至",
        Change = "更换或停用",
        Add = "生成密钥",
        Roll = "更换",
        End = "立即停用",
        Overlap = "旧的继续有效",
        Rotate = "更换密钥（key）",
        RotateText = "在所选时间内，店铺使用新旧密钥均可，支持双签名的回调会同时带两种签名。",
        SecretMade = "新的签名密钥",
        ShownOnce = "请立即复制，密钥不会再次显示。",
        Lacking = "您的角色不能授予密钥 {0} 权限",
        KeyLately = "API 密钥 {0} 为近期生成或更换，请确认是否为您本人操作",
        SecretLately = "签名密钥近期已更换，请确认是否为您本人操作",
        Meanings = new Dictionary<KeyScopes, string>
        {
            [KeyScopes.Read] = "查看订单、付款、钱包和统计",
            [KeyScopes.Create] = "创建订单，关闭未付款订单",
            [KeyScopes.Manage] = "更改设置、收款钱包和密钥",
            [KeyScopes.Webhooks] = "测试和补发回调，更改 Webhook 端点",
            [KeyScopes.Refunds] = "退款",
            [KeyScopes.Complete] = "手动完成、拒绝或延长订单",
            [KeyScopes.Assign] = "分配或忽略未匹配款项",
            [KeyScopes.Payouts] = "在支付平台出款",
            [KeyScopes.Risk] = "编辑风控规则，审核订单",
            [KeyScopes.Sharing] = "编辑分账规则",
        },
        OverlapSeconds = [("0", "立即失效"), ("3600", "1 小时"), ("86400", "1 天"), ("604800", "7 天"), ("2592000", "30 天")],
        OverlapHours = [("0", "立即失效"), ("1", "1 小时"), ("24", "1 天"), ("72", "3 天"), ("168", "7 天")],
    };
}
