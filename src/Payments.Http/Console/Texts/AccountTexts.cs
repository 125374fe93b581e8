namespace Payments.Http.Console.Texts;

/// <summary>What is the person's own: password, second factor, sessions.</summary>
public sealed record AccountTexts
{
    public required string PasswordTitle { get; init; }
    public required string Present { get; init; }
    public required string PresentWrong { get; init; }
    public required string Change { get; init; }
    public required string FactorTitle { get; init; }
    public required string FactorOff { get; init; }

    /// <summary><c>{0}</c> recovery codes are left.</summary>
    public required string FactorOn { get; init; }

    public required string SetUp { get; init; }
    public required string SetUpText { get; init; }
    public required string Secret { get; init; }
    public required string RecoveryTitle { get; init; }
    public required string Recovery { get; init; }
    public required string Confirm { get; init; }
    public required string Remove { get; init; }
    public required string SessionsTitle { get; init; }
    public required string Sessions { get; init; }
    public required string Browser { get; init; }
    public required string Address { get; init; }
    public required string SignedInAt { get; init; }
    public required string LastSeen { get; init; }
    public required string ThisOne { get; init; }
    public required string End { get; init; }
    public required string EndOthers { get; init; }
    public required string ProofPassword { get; init; }
    public required string ProofCode { get; init; }

    public static readonly AccountTexts English = new()
    {
        PasswordTitle = "Password",
        Present = "Present password",
        PresentWrong = "The present password is wrong.",
        Change = "Change password",
        FactorTitle = "Second factor",
        FactorOff = "Off. With it, a stolen password alone does not let anybody in or change where the shop is paid.",
        FactorOn = "On. {0} recovery codes are left.",
        SetUp = "Set up",
        SetUpText = "Scan this with an authenticator app, or enter the key there, then type the code that the app shows.",
        Secret = "Key",
        RecoveryTitle = "Recovery codes",
        Recovery = "Keep them where you find them without your phone. Each works once. They are shown only now.",
        Confirm = "Switch on",
        Remove = "Switch off",
        SessionsTitle = "Sessions",
        Sessions = "Browsers in which you are signed in. A session ends after an hour without use, and after twelve hours.",
        Browser = "Browser",
        Address = "Address",
        SignedInAt = "Signed in",
        LastSeen = "Last seen",
        ThisOne = "this one",
        End = "End",
        EndOthers = "End all others",
        ProofPassword = "Your password, once more",
        ProofCode = "A code of your second factor",
    };

    public static readonly AccountTexts Chinese = new()
    {
        PasswordTitle = "密码",
        Present = "当前密码",
        PresentWrong = "当前密码错误。",
        Change = "修改密码",
        FactorTitle = "两步验证",
        FactorOff = "未开启。开启后，仅凭被盗的密码无法登录，也无法更改收款地址。",
        FactorOn = "已开启，剩余 {0} 个恢复码。",
        SetUp = "设置",
        SetUpText = "用验证器应用扫描此码，或手动输入密钥，然后填写应用显示的验证码。",
        Secret = "密钥",
        RecoveryTitle = "恢复码",
        Recovery = "请保存在手机以外的地方。每个只能用一次，且只在此显示一次。",
        Confirm = "开启",
        Remove = "关闭",
        SessionsTitle = "登录设备",
        Sessions = "您已登录的浏览器。一小时未使用或登录满十二小时后自动失效。",
        Browser = "浏览器",
        Address = "地址",
        SignedInAt = "登录时间",
        LastSeen = "最近使用",
        ThisOne = "当前",
        End = "结束",
        EndOthers = "结束其他全部",
        ProofPassword = "再次输入您的密码",
        ProofCode = "两步验证码",
    };
}
