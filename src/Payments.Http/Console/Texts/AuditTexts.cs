using System.Text.RegularExpressions;

namespace Payments.Http.Console.Texts;

/// <summary>Who changed what.</summary>
public sealed partial record AuditTexts
{
    public required string Intro { get; init; }
    public required string When { get; init; }
    public required string Who { get; init; }
    public required string What { get; init; }
    public required string Hash { get; init; }
    public required string Changes { get; init; }
    public required string Unreadable { get; init; }

    /// <summary>Kinds of who changes something.</summary>
    public required IReadOnlyDictionary<string, string> Kinds { get; init; }

    /// <summary>What was done; the names of parts that are not here are shown as they are.</summary>
    public required IReadOnlyDictionary<string, string> Deeds { get; init; }

    /// <summary>Names of fields; those that are not here are shown as they are.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>A field's path in words: <c>wallets[7].rate</c> is "Receiving wallet 7 · Fixed price".</summary>
    public string WordsOf(string field) => string.Join(" · ", Dots().Split(field).Select(part =>
    {
        var bracket = part.IndexOf('[');
        var (name, item) = bracket < 0 ? (part, "") : (part[..bracket], " " + part[(bracket + 1)..].TrimEnd(']'));
        return Fields.GetValueOrDefault(name, name) + item;
    }));

    /// <summary>Dots between names; those within brackets belong to an address.</summary>
    [GeneratedRegex(@"\.(?![^\[\]]*\])")]
    private static partial Regex Dots();

    public static readonly AuditTexts English = new()
    {
        Intro = "Every change of the shop's settings, keys, wallets, accounts, endpoints, people, rules and payment links, every payout " +
            "that was asked for, and every decision about an order or a payout by hand. Entries are chained by hashes; " +
            "“payments check” follows the chains.",
        When = "When",
        Who = "Who",
        What = "What",
        Hash = "Entry",
        Changes = "Before and after",
        Unreadable = "This entry cannot be read",
        Kinds = new Dictionary<string, string>
        {
            ["person"] = "Person",
            ["key"] = "API key",
            ["operator"] = "Operator",
            ["user"] = "End user",
            ["anyone"] = "Visitor",
            ["gateway"] = "The gateway itself",
        },
        Fields = AuditFieldTexts.English,
        Deeds = new Dictionary<string, string>
        {
            ["registered"] = "Shop registered",
            ["completed-by-hand"] = "Order completed by hand",
            ["refused"] = "Order refused by hand",
            ["approved"] = "Order approved after review",
            ["extended"] = "Order's time extended",
            ["closed"] = "Order closed",
            ["assigned"] = "Payment assigned to an order",
            ["refund"] = "Refund asked for",
            ["refund-withdrawn"] = "Refund withdrawn",
            ["share-return-decided"] = "End of a share's return said by hand",
            ["payout"] = "Payout asked for",
            ["payout-withdrawn"] = "Payout withdrawn",
            ["payout-resolved"] = "End of a payout said by hand",
            ["payout-approved"] = "Payout approved after review",
            ["payout-refused"] = "Payout refused in review",
            ["link-made"] = "Payment link made",
            ["link-changed"] = "Payment link changed",
            ["link-off"] = "Payment link switched off",
            ["link-on"] = "Payment link switched on",
            ["apiKeyHash, keys"] = "API keys",
            ["keys"] = "API keys",
            ["wallets"] = "Receiving wallets",
            ["providers"] = "Accounts at payment providers",
            ["endpoints"] = "Webhook endpoints",
            ["people"] = "People",
            ["invitations"] = "Invitations",
            ["invitations, people"] = "Invitation taken up",
            ["notices"] = "Notices",
            ["risk"] = "Risk rules and lists",
            ["limits"] = "Rate limits",
            ["name"] = "Name of the shop",
            ["branding"] = "How payers see the shop",
            ["webhookUrl"] = "Callback address",
            ["sealedSecret"] = "Signing secret",
            ["formerSecretUntil, sealedFormerSecret, sealedSecret"] = "Signing secret rolled",
            ["rate-set"] = "System rate set",
            ["alarms-ended"] = "Chain's alarms ended",
            ["branch-adopted"] = "Nodes' branch of a chain adopted",
            ["address-moved"] = "Receiving address given to another shop",
            ["key-moved"] = "Extended key given to another shop",
            ["operator-invited"] = "Operator invited",
            ["operator-made"] = "Operator's link used",
            ["operator-removed"] = "Operator removed",
            ["password-link"] = "Link to set a password issued",
            ["difference-settled"] = "Difference to a statement settled",
            ["rules"] = "Risk rules of the installation",
            ["lists"] = "Risk lists of the installation",
        },
    };

    public static readonly AuditTexts Chinese = new()
    {
        Intro = "店铺设置、密钥、钱包、渠道账户、端点、成员、规则和付款链接的每次更改，每次代付，以及对订单和代付的每次人工处理。各条记录以哈希相连，可用“payments check”核验。",
        When = "时间",
        Who = "操作者",
        What = "内容",
        Hash = "记录",
        Changes = "更改前后",
        Unreadable = "此记录无法读取",
        Kinds = new Dictionary<string, string>
        {
            ["person"] = "成员",
            ["key"] = "API 密钥",
            ["operator"] = "平台管理员",
            ["user"] = "终端用户",
            ["anyone"] = "访客",
            ["gateway"] = "网关自身",
        },
        Fields = AuditFieldTexts.Chinese,
        Deeds = new Dictionary<string, string>
        {
            ["registered"] = "店铺注册",
            ["completed-by-hand"] = "手动完成订单",
            ["refused"] = "手动拒绝订单",
            ["approved"] = "审核通过订单",
            ["extended"] = "延长订单时间",
            ["closed"] = "关闭订单",
            ["assigned"] = "将款项归入订单",
            ["refund"] = "发起退款",
            ["refund-withdrawn"] = "撤回退款",
            ["share-return-decided"] = "人工确认分账回退结果",
            ["payout"] = "发起代付",
            ["payout-withdrawn"] = "撤回代付",
            ["payout-resolved"] = "人工确认代付结果",
            ["payout-approved"] = "审核通过代付",
            ["payout-refused"] = "审核拒绝代付",
            ["link-made"] = "创建付款链接",
            ["link-changed"] = "更改付款链接",
            ["link-off"] = "停用付款链接",
            ["link-on"] = "启用付款链接",
            ["apiKeyHash, keys"] = "API 密钥",
            ["keys"] = "API 密钥",
            ["wallets"] = "收款钱包",
            ["providers"] = "支付渠道账户",
            ["endpoints"] = "Webhook 端点",
            ["people"] = "成员",
            ["invitations"] = "邀请",
            ["invitations, people"] = "接受邀请",
            ["notices"] = "通知",
            ["risk"] = "风控规则与名单",
            ["limits"] = "频率限制",
            ["name"] = "店铺名称",
            ["branding"] = "付款页外观",
            ["webhookUrl"] = "回调地址",
            ["sealedSecret"] = "签名密钥",
            ["formerSecretUntil, sealedFormerSecret, sealedSecret"] = "更换签名密钥",
            ["rate-set"] = "设定系统汇率",
            ["alarms-ended"] = "解除链的警报",
            ["branch-adopted"] = "采用节点的分支",
            ["address-moved"] = "收款地址移交其他店铺",
            ["key-moved"] = "扩展公钥移交其他店铺",
            ["operator-invited"] = "邀请管理员",
            ["operator-made"] = "管理员链接已使用",
            ["operator-removed"] = "移除管理员",
            ["password-link"] = "签发设置密码的链接",
            ["difference-settled"] = "处理对账差异",
            ["rules"] = "平台风控规则",
            ["lists"] = "平台风控名单",
        },
    };
}
