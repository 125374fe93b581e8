namespace Payments.Http.Console.Texts;

/// <summary>Signing in, and using links.</summary>
public sealed record AccessTexts
{
    public required string SignIn { get; init; }
    public required string Email { get; init; }
    public required string Password { get; init; }
    public required string NewPassword { get; init; }

    /// <summary><c>{0}</c> is the fewest characters.</summary>
    public required string PasswordHint { get; init; }

    public required string Name { get; init; }
    public required string NameHint { get; init; }

    /// <summary>The same for an address that nobody has and for a wrong password.</summary>
    public required string Wrong { get; init; }

    public required string CodeTitle { get; init; }
    public required string Code { get; init; }
    public required string CodeHint { get; init; }
    public required string CodeWrong { get; init; }
    public required string Late { get; init; }
    public required string Continue { get; init; }
    public required string InvitationTitle { get; init; }

    /// <summary>For <c>{0}</c>, to shop <c>{1}</c>, as <c>{2}</c>.</summary>
    public required string Invitation { get; init; }

    public required string Join { get; init; }
    public required string MakeAccount { get; init; }

    /// <summary>Where somebody else is signed in; <c>{0}</c> is that address.</summary>
    public required string OtherAccount { get; init; }

    public required string LinkOverTitle { get; init; }
    public required string LinkOver { get; init; }
    public required string NoAccounts { get; init; }
    public required string WelcomeTitle { get; init; }
    public required string Welcome { get; init; }
    public required string SetPassword { get; init; }
    public required string RegisterTitle { get; init; }
    public required string ShopName { get; init; }
    public required string Register { get; init; }
    public required string RegisterLink { get; init; }
    public required string Taken { get; init; }
    public required string NoShops { get; init; }
    public required string YourShops { get; init; }
    public required string Operator { get; init; }
    public required string LookAt { get; init; }
    public required string ShopNumber { get; init; }
    public required string Open { get; init; }

    public static readonly AccessTexts English = new()
    {
        SignIn = "Sign in",
        Email = "E-mail address",
        Password = "Password",
        NewPassword = "New password",
        PasswordHint = "At least {0} characters. A sentence is easier to remember than a jumble.",
        Name = "Your name",
        NameHint = "What the others in the shop read. May be left empty.",
        Wrong = "E-mail address or password is wrong.",
        CodeTitle = "Second factor",
        Code = "Code",
        CodeHint = "Six digits of your authenticator app, or one of your recovery codes.",
        CodeWrong = "The code is wrong, or was used already. Wait for the next one.",
        Late = "That took too long. Please sign in again.",
        Continue = "Continue",
        InvitationTitle = "Invitation",
        Invitation = "{0} is invited to the shop “{1}”, as: {2}.",
        Join = "Join the shop",
        MakeAccount = "Make an account and join",
        OtherAccount = "You are signed in as {0}. Sign out first, then open the link again.",
        LinkOverTitle = "This link is no longer valid",
        LinkOver = "It was used, its time is over, or it was replaced by a newer one. Ask who sent it for another.",
        NoAccounts = "New accounts of this gateway are made by its operator only. Ask the operator for a link.",
        WelcomeTitle = "Set your password",
        Welcome = "This link works once. Afterwards you sign in with your e-mail address and this password.",
        SetPassword = "Set password",
        RegisterTitle = "Register your shop",
        ShopName = "Name of the shop",
        Register = "Register",
        RegisterLink = "No account yet? Register your shop.",
        Taken = "A shop or an account with this e-mail address may exist already: sign in, or ask the operator of this gateway.",
        NoShops = "You are not part of any shop yet. An owner of a shop can invite you.",
        YourShops = "Your shops",
        Operator = "Operator",
        LookAt = "Look at a shop",
        ShopNumber = "The shop's number (pid)",
        Open = "Open",
    };

    public static readonly AccessTexts Chinese = new()
    {
        SignIn = "登录",
        Email = "邮箱地址",
        Password = "密码",
        NewPassword = "新密码",
        PasswordHint = "至少 {0} 个字符。一句话比乱码更容易记住。",
        Name = "您的姓名",
        NameHint = "店铺其他成员看到的名字，可以留空。",
        Wrong = "邮箱地址或密码错误。",
        CodeTitle = "两步验证",
        Code = "验证码",
        CodeHint = "验证器应用中的六位数字，或一个恢复码。",
        CodeWrong = "验证码错误或已使用过，请等待下一个。",
        Late = "操作超时，请重新登录。",
        Continue = "继续",
        InvitationTitle = "邀请",
        Invitation = "邀请 {0} 加入店铺“{1}”，角色：{2}。",
        Join = "加入店铺",
        MakeAccount = "创建账户并加入",
        OtherAccount = "您当前以 {0} 登录。请先退出，再打开此链接。",
        LinkOverTitle = "此链接已失效",
        LinkOver = "链接已使用、已过期，或已被新的链接取代。请向发送者索取新链接。",
        NoAccounts = "本平台的新账户只能由平台管理员创建，请向管理员索取链接。",
        WelcomeTitle = "设置密码",
        Welcome = "此链接只能使用一次。之后请用邮箱地址和此密码登录。",
        SetPassword = "设置密码",
        RegisterTitle = "注册店铺",
        ShopName = "店铺名称",
        Register = "注册",
        RegisterLink = "还没有账户？注册您的店铺。",
        Taken = "此邮箱可能已有店铺或账户：请直接登录，或联系平台管理员。",
        NoShops = "您还没有加入任何店铺，店铺所有者可以邀请您。",
        YourShops = "您的店铺",
        Operator = "平台管理员",
        LookAt = "查看店铺",
        ShopNumber = "店铺编号（pid）",
        Open = "打开",
    };
}
