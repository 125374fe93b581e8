using Payments.Domain.People;
using Payments.Http.Console.Shell;

namespace Payments.Http.Console.Texts;

/// <summary>The frame of every page, and what recurs.</summary>
public sealed record ShellTexts
{
    public required string Console { get; init; }
    public required string Skip { get; init; }
    public required string Home { get; init; }
    public required string Orders { get; init; }
    public required string Links { get; init; }
    public required string Wallets { get; init; }
    public required string Statement { get; init; }
    public required string Keys { get; init; }

    /// <summary>Further sections.</summary>
    public required PlaceTexts Places { get; init; }

    public required string People { get; init; }
    public required string Account { get; init; }
    public required string SignOut { get; init; }
    public required string Copy { get; init; }
    public required string Copied { get; init; }
    public required string None { get; init; }
    public required string Newest { get; init; }
    public required string Older { get; init; }
    public required string Apply { get; init; }
    public required string Clear { get; init; }
    public required string Any { get; init; }
    public required string Cancel { get; init; }
    public required string Back { get; init; }
    public required string Details { get; init; }

    /// <summary>Says that an operator of the installation only looks.</summary>
    public required string OperatorLooks { get; init; }

    public required string NotFoundTitle { get; init; }
    public required string NotFound { get; init; }
    public required string ForbiddenTitle { get; init; }
    public required string Forbidden { get; init; }
    public required string TooManyTitle { get; init; }
    public required string RefusedTitle { get; init; }
    public required string FailedTitle { get; init; }

    /// <summary>Roles by number.</summary>
    public required IReadOnlyDictionary<ShopRole, string> Roles { get; init; }

    /// <summary>What happened just before.</summary>
    public required IReadOnlyDictionary<ConsoleNotice, string> Notices { get; init; }

    public static readonly ShellTexts English = new()
    {
        Console = "Merchant console",
        Skip = "Skip to the content",
        Home = "Home",
        Orders = "Orders",
        Links = "Payment links",
        Wallets = "Wallets",
        Statement = "Statement",
        Keys = "Connect a shop",
        Places = PlaceTexts.English,
        People = "People",
        Account = "Your account",
        SignOut = "Sign out",
        Copy = "Copy",
        Copied = "Copied",
        None = "Nothing here yet.",
        Newest = "Newest",
        Older = "Older",
        Apply = "Apply",
        Clear = "Clear",
        Any = "Any",
        Cancel = "Cancel",
        Back = "Back",
        Details = "Request and answers",
        OperatorLooks = "You look at this shop as an operator of the gateway. Nothing can be changed from here.",
        NotFoundTitle = "Not found",
        NotFound = "There is no such page, or it belongs to a shop that you are not part of.",
        ForbiddenTitle = "Not for your role",
        Forbidden = "Your role in this shop does not include this. An owner of the shop can change your role.",
        TooManyTitle = "Too many attempts",
        RefusedTitle = "That did not work",
        FailedTitle = "Something went wrong on our side",
        Roles = new Dictionary<ShopRole, string>
        {
            [ShopRole.Owner] = "Owner",
            [ShopRole.Developer] = "Developer",
            [ShopRole.Support] = "Support",
            [ShopRole.Accountant] = "Accountant",
        },
        Notices = new Dictionary<ConsoleNotice, string>
        {
            [ConsoleNotice.SignedOut] = "You are signed out.",
            [ConsoleNotice.PasswordSet] = "The password is set. Sessions in other browsers have ended.",
            [ConsoleNotice.FactorSet] = "The second factor is on. Signing in asks for a code from now on.",
            [ConsoleNotice.FactorRemoved] = "The second factor is off.",
            [ConsoleNotice.SessionEnded] = "Ended.",
            [ConsoleNotice.Joined] = "You are part of this shop now.",
            [ConsoleNotice.Resent] = "The callback is on its way again. Its row shows how the shop answers.",
            [ConsoleNotice.RecoveryStarted] = "What the endpoint has not heard is being sent again.",
            [ConsoleNotice.RecoveryStopped] = "The recovery is stopped.",
            [ConsoleNotice.RefundAsked] = "The refund is asked for. Its row shows how it stands.",
            [ConsoleNotice.RefundWithdrawn] = "The refund is withdrawn.",
            [ConsoleNotice.PayoutWithdrawn] = "The payout is withdrawn. The provider never hears of it.",
            [ConsoleNotice.PayoutResolved] = "It is on record. The payout's row shows how it stands.",
            [ConsoleNotice.ReviewDecided] = "The decision counts.",
            [ConsoleNotice.RulesChanged] = "The rules are changed. They count from now on.",
            [ConsoleNotice.Closed] = "The order is closed.",
            [ConsoleNotice.Completed] = "The order is completed by hand. The shop is being told.",
            [ConsoleNotice.Withdrawn] = "The invitation is void.",
            [ConsoleNotice.RoleChanged] = "The role is changed. It counts from now on.",
            [ConsoleNotice.PersonRemoved] = "The person is no longer part of this shop.",
            [ConsoleNotice.LinkMade] = "The link is ready. Copy its address below.",
            [ConsoleNotice.LinkChanged] = "The link is changed.",
            [ConsoleNotice.WalletSaved] = "The wallet is saved.",
            [ConsoleNotice.AlarmsEnded] = "The alarms are ended. Orders keep what is written on them.",
            [ConsoleNotice.BranchAdopted] = "The branch of the nodes is followed now.",
            [ConsoleNotice.LimitsSet] = "The limits are set. They count from now on.",
            [ConsoleNotice.RateSet] = "The price is set.",
            [ConsoleNotice.OperatorRemoved] = "The person is no operator any more.",
            [ConsoleNotice.ProviderSaved] = "The account is saved. Check it.",
            [ConsoleNotice.ProviderRemoved] = "The account is removed. New orders do not use it any more.",
            [ConsoleNotice.WalletRemoved] = "The wallet is removed. New orders do not use it any more.",
            [ConsoleNotice.LinkMailed] = "If there is an account of this address, a link is on its way. It works once, within an hour.",
            [ConsoleNotice.NoticeAsked] = "The link is on its way. Notices go there once somebody has opened it and agreed.",
            [ConsoleNotice.NoticeConfirmed] = "Thank you. The shop's notices come to you from now on.",
            [ConsoleNotice.NoticeTested] = "The test is on its way. What became of it is shown below after a moment.",
            [ConsoleNotice.NoticesChanged] = "Saved.",
            [ConsoleNotice.KeyEnded] = "The key has ended. What calls with it is refused from now on.",
            [ConsoleNotice.EndpointSaved] = "The endpoint is saved.",
            [ConsoleNotice.EndpointRemoved] = "The endpoint is removed.",
            [ConsoleNotice.MoneyAssigned] = "The money counts for this order now.",
            [ConsoleNotice.MoneyReturned] = "It is marked as sent back.",
            [ConsoleNotice.MoneyDismissed] = "It is out of the list. It stays stored, and can still be assigned.",
            [ConsoleNotice.MoneyNoted] = "The note is saved.",
            [ConsoleNotice.SettingsSaved] = "The settings are saved.",
        },
    };

    public static readonly ShellTexts Chinese = new()
    {
        Console = "商户后台",
        Skip = "跳到正文",
        Home = "首页",
        Orders = "订单",
        Links = "付款链接",
        Wallets = "钱包",
        Statement = "对账单",
        Keys = "接入店铺",
        Places = PlaceTexts.Chinese,
        People = "成员",
        Account = "我的账户",
        SignOut = "退出登录",
        Copy = "复制",
        Copied = "已复制",
        None = "暂无内容。",
        Newest = "最新",
        Older = "更早",
        Apply = "筛选",
        Clear = "清除",
        Any = "全部",
        Cancel = "取消",
        Back = "返回",
        Details = "请求与应答",
        OperatorLooks = "您正以平台管理员身份查看此店铺，此处不能做任何更改。",
        NotFoundTitle = "页面不存在",
        NotFound = "没有这个页面，或它属于您未加入的店铺。",
        ForbiddenTitle = "您的角色无此权限",
        Forbidden = "您在此店铺的角色不包含此操作。店铺所有者可以更改您的角色。",
        TooManyTitle = "尝试次数过多",
        RefusedTitle = "操作未成功",
        FailedTitle = "我们这边出了问题",
        Roles = new Dictionary<ShopRole, string>
        {
            [ShopRole.Owner] = "所有者",
            [ShopRole.Developer] = "开发者",
            [ShopRole.Support] = "客服",
            [ShopRole.Accountant] = "财务",
        },
        Notices = new Dictionary<ConsoleNotice, string>
        {
            [ConsoleNotice.SignedOut] = "您已退出登录。",
            [ConsoleNotice.PasswordSet] = "密码已设置，其他浏览器中的登录已失效。",
            [ConsoleNotice.FactorSet] = "两步验证已开启，以后登录需要验证码。",
            [ConsoleNotice.FactorRemoved] = "两步验证已关闭。",
            [ConsoleNotice.SessionEnded] = "已结束。",
            [ConsoleNotice.Joined] = "您已加入此店铺。",
            [ConsoleNotice.Resent] = "回调已重新发送，该行会显示店铺的应答。",
            [ConsoleNotice.RecoveryStarted] = "正在补发端点未收到的内容。",
            [ConsoleNotice.RecoveryStopped] = "补发已停止。",
            [ConsoleNotice.RefundAsked] = "退款已发起，该行会显示其状态。",
            [ConsoleNotice.RefundWithdrawn] = "退款已撤回。",
            [ConsoleNotice.PayoutWithdrawn] = "付款已撤回，渠道不会收到。",
            [ConsoleNotice.PayoutResolved] = "已记录，付款状态见列表。",
            [ConsoleNotice.ReviewDecided] = "审核决定已生效。",
            [ConsoleNotice.RulesChanged] = "规则已更改，立即生效。",
            [ConsoleNotice.Closed] = "订单已关闭。",
            [ConsoleNotice.Completed] = "订单已手动完成，正在通知店铺。",
            [ConsoleNotice.Withdrawn] = "邀请已作废。",
            [ConsoleNotice.RoleChanged] = "角色已更改，立即生效。",
            [ConsoleNotice.PersonRemoved] = "该成员已移出店铺。",
            [ConsoleNotice.LinkMade] = "链接已生成，请在下方复制地址。",
            [ConsoleNotice.LinkChanged] = "链接已更改。",
            [ConsoleNotice.WalletSaved] = "钱包已保存。",
            [ConsoleNotice.AlarmsEnded] = "告警已结束，订单上的记录保留。",
            [ConsoleNotice.BranchAdopted] = "已改为跟随节点的分支。",
            [ConsoleNotice.LimitsSet] = "频率限制已设置，立即生效。",
            [ConsoleNotice.RateSet] = "汇率已设置。",
            [ConsoleNotice.OperatorRemoved] = "该人员已不再是平台管理员。",
            [ConsoleNotice.ProviderSaved] = "账户已保存，请检测。",
            [ConsoleNotice.ProviderRemoved] = "账户已移除，新订单不再使用。",
            [ConsoleNotice.WalletRemoved] = "钱包已移除，新订单不再使用。",
            [ConsoleNotice.LinkMailed] = "如果此邮箱有账户，链接已发出。请在一小时内使用，只能使用一次。",
            [ConsoleNotice.NoticeAsked] = "链接已发出。对方打开并同意后，通知将发送到该地址。",
            [ConsoleNotice.NoticeConfirmed] = "谢谢。今后您将收到该店铺的通知。",
            [ConsoleNotice.NoticeTested] = "测试已发出，稍后可在下方看到结果。",
            [ConsoleNotice.NoticesChanged] = "已保存。",
            [ConsoleNotice.KeyEnded] = "密钥已停用，使用它的请求将被拒绝。",
            [ConsoleNotice.EndpointSaved] = "端点已保存。",
            [ConsoleNotice.EndpointRemoved] = "端点已移除。",
            [ConsoleNotice.MoneyAssigned] = "款项已计入此订单。",
            [ConsoleNotice.MoneyReturned] = "已标记为退回。",
            [ConsoleNotice.MoneyDismissed] = "已从列表移除，记录仍保留，仍可分配。",
            [ConsoleNotice.MoneyNoted] = "备注已保存。",
            [ConsoleNotice.SettingsSaved] = "设置已保存。",
        },
    };
}
