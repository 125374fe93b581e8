using Payments.Domain.Notices;

namespace Payments.Http.Console.Texts;

/// <summary>Who is told of what. What events are called, <see cref="NoticeTexts"/> says.</summary>
public sealed record NotifyTexts
{
    public required string Intro { get; init; }
    public required string MailOff { get; init; }
    public required string TelegramOff { get; init; }
    public required string New { get; init; }
    public required string Channel { get; init; }
    public required IReadOnlyDictionary<NoticeChannel, string> Channels { get; init; }
    public required string Address { get; init; }
    public required string AddressHint { get; init; }
    public required string Language { get; init; }
    public required string Events { get; init; }
    public required string Add { get; init; }
    public required string Waits { get; init; }
    public required string On { get; init; }
    public required string Paused { get; init; }
    public required string Pause { get; init; }
    public required string Save { get; init; }
    public required string Test { get; init; }
    public required string Again { get; init; }
    public required string Remove { get; init; }
    public required string Last { get; init; }
    public required string Pending { get; init; }
    public required string When { get; init; }
    public required string What { get; init; }
    public required string To { get; init; }
    public required string State { get; init; }
    public required string Tried { get; init; }
    public required IReadOnlyDictionary<LetterOutcome, string> Outcomes { get; init; }
    public required IReadOnlyDictionary<NoticeOutcome, string> Refusals { get; init; }
    public required string ConfirmTitle { get; init; }

    /// <summary><c>{0}</c> is the address, <c>{1}</c> the shop.</summary>
    public required string Confirm { get; init; }

    public required string ConfirmButton { get; init; }
    public required string TooManyLetters { get; init; }
    public required string ForgotTitle { get; init; }
    public required string Forgot { get; init; }
    public required string ForgotButton { get; init; }
    public required string ForgotOff { get; init; }
    public required string ForgotLink { get; init; }

    /// <summary><c>{0}</c> is the address.</summary>
    public required string Mailed { get; init; }

    public static readonly NotifyTexts English = new()
    {
        Intro = "Who is told of what happens in the shop. A new address gets a link first, by which it agrees. Changes of wallets, keys, " +
            "endpoints, people and of this page are mailed to all people of the shop in any case, where the gateway can send mail.",
        MailOff = "The operator of this gateway has not set up mail.",
        TelegramOff = "The operator of this gateway has not set up Telegram.",
        New = "Add an address",
        Channel = "By",
        Channels = new Dictionary<NoticeChannel, string> { [NoticeChannel.Mail] = "Mail", [NoticeChannel.Telegram] = "Telegram" },
        Address = "Address",
        AddressHint = "An e-mail address, or the number of a Telegram chat in which somebody has written to the gateway's bot.",
        Language = "Language",
        Events = "Events",
        Add = "Add and send the link",
        Waits = "Waits to be confirmed",
        On = "On",
        Paused = "Paused",
        Pause = "Pause: send nothing for now",
        Save = "Save",
        Test = "Send a test",
        Again = "Send the link again",
        Remove = "Remove",
        Last = "Sent lately",
        Pending = "Waiting to be sent",
        When = "When",
        What = "What",
        To = "To",
        State = "State",
        Tried = "Tries",
        Outcomes = new Dictionary<LetterOutcome, string>
        {
            [LetterOutcome.Sent] = "Sent",
            [LetterOutcome.Refused] = "Refused",
            [LetterOutcome.GivenUp] = "Given up after a day",
            [LetterOutcome.Unconfirmed] = "Perhaps sent",
            [LetterOutcome.Dropped] = "Not sent",
        },
        Refusals = new Dictionary<NoticeOutcome, string>
        {
            [NoticeOutcome.NotFound] = "There is no such address any more, or it is confirmed already.",
            [NoticeOutcome.IsThere] = "This address is in the list already.",
            [NoticeOutcome.TooMany] = "The shop has as many addresses as one may.",
            [NoticeOutcome.UnknownMerchant] = "There is no such shop any more.",
        },
        ConfirmTitle = "Notices",
        Confirm = "{0} gets the notices of the shop “{1}” from now on.",
        ConfirmButton = "I agree",
        TooManyLetters = "This address was asked as often as it may be within an hour. Try again in {0} minutes.",
        ForgotTitle = "Forgotten password",
        Forgot = "If there is an account of this address, it gets a link by which a new password is set. The second factor stays as it is.",
        ForgotButton = "Send the link",
        ForgotOff = "This gateway sends no mail. Its operator can issue a link by which you set a new password.",
        ForgotLink = "Forgotten?",
        Mailed = "The link was mailed to {0} as well.",
    };

    public static readonly NotifyTexts Chinese = new()
    {
        Intro = "店铺发生的事情通知给谁。新地址会先收到一个确认链接。钱包、密钥、端点、成员及本页的更改，只要平台可以发送邮件，总会邮件通知店铺全体成员。",
        MailOff = "平台管理员尚未设置邮件。",
        TelegramOff = "平台管理员尚未设置 Telegram。",
        New = "添加地址",
        Channel = "方式",
        Channels = new Dictionary<NoticeChannel, string> { [NoticeChannel.Mail] = "邮件", [NoticeChannel.Telegram] = "Telegram 消息" },
        Address = "地址",
        AddressHint = "邮箱地址，或已向平台机器人发过消息的 Telegram 会话编号。",
        Language = "语言",
        Events = "事件",
        Add = "添加并发送链接",
        Waits = "等待确认",
        On = "已启用",
        Paused = "已暂停",
        Pause = "暂停：暂不发送",
        Save = "保存",
        Test = "发送测试",
        Again = "重新发送链接",
        Remove = "移除",
        Last = "最近发送",
        Pending = "等待发送",
        When = "时间",
        What = "内容",
        To = "收件人",
        State = "状态",
        Tried = "尝试次数",
        Outcomes = new Dictionary<LetterOutcome, string>
        {
            [LetterOutcome.Sent] = "已发送",
            [LetterOutcome.Refused] = "被拒绝",
            [LetterOutcome.GivenUp] = "一天后放弃",
            [LetterOutcome.Unconfirmed] = "可能已发送",
            [LetterOutcome.Dropped] = "未发送",
        },
        Refusals = new Dictionary<NoticeOutcome, string>
        {
            [NoticeOutcome.NotFound] = "该地址已不存在，或已确认。",
            [NoticeOutcome.IsThere] = "该地址已在列表中。",
            [NoticeOutcome.TooMany] = "店铺的地址数已达上限。",
            [NoticeOutcome.UnknownMerchant] = "该店铺已不存在。",
        },
        ConfirmTitle = "通知",
        Confirm = "今后 {0} 将收到店铺“{1}”的通知。",
        ConfirmButton = "同意",
        TooManyLetters = "该地址一小时内收到的请求已达上限，请在 {0} 分钟后重试。",
        ForgotTitle = "忘记密码",
        Forgot = "如果此邮箱有账户，将收到一个设置新密码的链接。两步验证保持不变。",
        ForgotButton = "发送链接",
        ForgotOff = "本平台不发送邮件，请平台管理员为您生成重设密码的链接。",
        ForgotLink = "忘记密码？",
        Mailed = "链接也已邮件发送至 {0}。",
    };
}
