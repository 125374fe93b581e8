namespace Payments.Http.Console.Texts;

/// <summary>Who works in a shop.</summary>
public sealed record PeopleTexts
{
    public required string Role { get; init; }
    public required string Since { get; init; }
    public required string Invite { get; init; }
    public required string InviteTitle { get; init; }
    public required string Invitations { get; init; }
    public required string Until { get; init; }
    public required string Withdraw { get; init; }
    public required string LinkReady { get; init; }

    /// <summary>On the home page; <c>{0}</c> is the e-mail address.</summary>
    public required string JoinedLately { get; init; }

    /// <summary>On the home page; <c>{0}</c> is the e-mail address.</summary>
    public required string RemovedLately { get; init; }

    public required string Change { get; init; }
    public required string ChangeRole { get; init; }
    public required string Remove { get; init; }
    public required string LastOwner { get; init; }
    public required string IsThere { get; init; }
    public required string TooMany { get; init; }
    public required string Gone { get; init; }

    /// <summary>What the roles may do.</summary>
    public required string Roles { get; init; }

    public static readonly PeopleTexts English = new()
    {
        Role = "Role",
        Since = "Since",
        Invite = "Make a link",
        InviteTitle = "Invite somebody",
        Invitations = "Invitations that wait",
        Until = "Valid until",
        Withdraw = "Withdraw",
        JoinedLately = "{0} joined the shop",
        RemovedLately = "{0} is none of the shop's people any more",
        LinkReady = "Send this link to the person privately. It is shown only now, works once, and for three days.",
        Change = "Change",
        ChangeRole = "Change the role",
        Remove = "Remove",
        LastOwner = "A shop keeps its last owner. Make somebody else an owner first.",
        IsThere = "This person is part of the shop already.",
        TooMany = "The shop has as many people or invitations as one may.",
        Gone = "There is no such person or invitation any more.",
        Roles = "An owner may do everything. A developer connects the shop and sends callbacks again; support looks and sends " +
            "callbacks again; an accountant looks and downloads.",
    };

    public static readonly PeopleTexts Chinese = new()
    {
        Role = "角色",
        Since = "加入时间",
        Invite = "生成链接",
        InviteTitle = "邀请成员",
        Invitations = "待接受的邀请",
        Until = "有效期至",
        Withdraw = "撤回",
        JoinedLately = "{0} 已加入店铺",
        RemovedLately = "{0} 已不再是店铺成员",
        LinkReady = "请私下发送给对方。链接仅显示这一次，只能使用一次，三天内有效。",
        Change = "更改",
        ChangeRole = "更改角色",
        Remove = "移除",
        LastOwner = "店铺必须保留最后一位所有者，请先指定其他所有者。",
        IsThere = "此人已是店铺成员。",
        TooMany = "店铺的成员或邀请数已达上限。",
        Gone = "该成员或邀请已不存在。",
        Roles = "所有者拥有全部权限；开发者负责接入店铺并可重发回调；客服可查看并重发回调；财务可查看和下载。",
    };
}
