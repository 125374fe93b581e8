using Payments.Providers.Common;

namespace Payments.Http.Console.Texts;

/// <summary>Accounts at payment providers, and what a check of one finds.</summary>
public sealed record ProviderTexts
{
    public required string Intro { get; init; }
    public required string Secret { get; init; }
    public required string Kept { get; init; }
    public required string Updated { get; init; }
    public required string FormerUntil { get; init; }
    public required string NotifyUrl { get; init; }
    public required string Check { get; init; }
    public required string Add { get; init; }
    public required string Change { get; init; }
    public required string Save { get; init; }
    public required string Remove { get; init; }
    public required string NoOwn { get; init; }
    public required string AllGood { get; init; }
    public required string NotGood { get; init; }

    /// <summary>Whose account it is.</summary>
    public required IReadOnlyDictionary<string, string> Accounts { get; init; }

    /// <summary>What a check finds, with the values that the verdict names.</summary>
    public required IReadOnlyDictionary<ExamVerdict, string> Verdicts { get; init; }

    public static readonly ProviderTexts English = new()
    {
        Intro = "Charges go by the shop's own account where it has one, else by the operator's where one is " +
            "lent. Secrets are never shown; an empty secret stays as it is.",
        Secret = "set, not shown",
        Kept = "set; empty keeps it",
        Updated = "Saved",
        FormerUntil = "Former settings verify notices until",
        NotifyUrl = "Address for notices",
        Check = "Check the account",
        Add = "Add an account",
        Change = "Change the account",
        Save = "Save the account",
        Remove = "Remove the account",
        NoOwn = "The shop has no account of its own there.",
        AllGood = "Everything is as it must be.",
        NotGood = "Something is not as it must be.",
        Accounts = new Dictionary<string, string>
        {
            ["own"] = "The shop's own account",
            ["installation"] = "The operator's account",
            ["none"] = "No account",
        },
        Verdicts = new Dictionary<ExamVerdict, string>
        {
            [ExamVerdict.NotConfigured] = "Configuration: {0}: {1}",
            [ExamVerdict.Complete] = "Configuration: the settings are complete.",
            [ExamVerdict.Sandbox] = "Sandbox: stand-ins may be called. Never in production.",
            [ExamVerdict.Answered] = "Signed call: the provider took our key and answered.",
            [ExamVerdict.Refused] = "Signed call: the provider refuses it: {0}. Look at the keys, at the merchant's id, and at " +
                "what the key may do.",
            [ExamVerdict.NoAnswer] = "Signed call: no answer that can be read: {0}. Look at the network, a proxy, and the base URL.",
            [ExamVerdict.ClockUntold] = "Clock: not compared, no answer had a time.",
            [ExamVerdict.ClockRight] = "Clock: {0} s apart.",
            [ExamVerdict.ClockWrong] = "Clock: {0} s apart. This machine's time is wrong, and signatures with a time are refused. " +
                "Let it be set by NTP.",
            [ExamVerdict.CertificateGood] = "Certificate ({0}): good until {1}, {2} days.",
            [ExamVerdict.CertificateEnds] = "Certificate ({0}): good until {1}, {2} days. Renew it, and set the new one before then.",
            [ExamVerdict.NotifyForbidden] = "Notify URL: {0} must begin with https:// and be no private address. The operator sets " +
                "PublicUrl.",
            [ExamVerdict.NotifyReached] = "Notify URL: {0} leads to the gateway, from here.",
            [ExamVerdict.NotifyElsewhere] = "Notify URL: {0} answers {1}. Notices will not be received; look at the proxy's paths.",
            [ExamVerdict.NotifySilent] = "Notify URL: {0} does not answer from here: {1} Notices will not be received; look at the " +
                "firewall and the certificate.",
        },
    };

    public static readonly ProviderTexts Chinese = new()
    {
        Intro = "有自有账户时使用自有账户，否则使用平台提供的账户。密钥不会显示；密钥留空则保持不变。",
        Secret = "已设置（不显示）",
        Kept = "已设置，留空保持不变",
        Updated = "保存时间",
        FormerUntil = "旧设置可验证通知至",
        NotifyUrl = "通知地址",
        Check = "检测账户",
        Add = "添加账户",
        Change = "更改账户",
        Save = "保存账户",
        Remove = "移除账户",
        NoOwn = "店铺在该渠道没有自有账户。",
        AllGood = "一切正常。",
        NotGood = "存在问题。",
        Accounts = new Dictionary<string, string>
        {
            ["own"] = "店铺自有账户",
            ["installation"] = "平台账户",
            ["none"] = "无账户",
        },
        Verdicts = new Dictionary<ExamVerdict, string>
        {
            [ExamVerdict.NotConfigured] = "配置：{0}：{1}",
            [ExamVerdict.Complete] = "配置：设置完整。",
            [ExamVerdict.Sandbox] = "沙箱：允许调用模拟服务，切勿用于生产环境。",
            [ExamVerdict.Answered] = "签名调用：渠道接受了我们的密钥并已应答。",
            [ExamVerdict.Refused] = "签名调用：渠道拒绝：{0}。请检查密钥、商户号以及密钥权限。",
            [ExamVerdict.NoAnswer] = "签名调用：没有可读的应答：{0}。请检查网络、代理和基础地址。",
            [ExamVerdict.ClockUntold] = "时钟：未比较，应答中没有时间。",
            [ExamVerdict.ClockRight] = "时钟：相差 {0} 秒。",
            [ExamVerdict.ClockWrong] = "时钟：相差 {0} 秒。本机时间不准，带时间的签名会被拒绝，请用 NTP 校时。",
            [ExamVerdict.CertificateGood] = "证书（{0}）：有效期至 {1}，还有 {2} 天。",
            [ExamVerdict.CertificateEnds] = "证书（{0}）：有效期至 {1}，还有 {2} 天。请在此之前更新并设置新证书。",
            [ExamVerdict.NotifyForbidden] = "通知地址：{0} 必须以 https:// 开头且不能是本机地址，由平台设置 PublicUrl。",
            [ExamVerdict.NotifyReached] = "通知地址：从此处访问 {0} 可到达网关。",
            [ExamVerdict.NotifyElsewhere] = "通知地址：{0} 返回 {1}，将收不到通知，请检查代理路径。",
            [ExamVerdict.NotifySilent] = "通知地址：从此处访问 {0} 无应答：{1} 将收不到通知，请检查防火墙和证书。",
        },
    };
}
