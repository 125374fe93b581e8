namespace Payments.Http.Console.Texts;

/// <summary>Payment links.</summary>
public sealed record LinkTexts
{
    public required string Intro { get; init; }
    public required string New { get; init; }
    public required string Make { get; init; }
    public required string Edit { get; init; }
    public required string Save { get; init; }
    public required string LinkTitle { get; init; }
    public required string TitleHint { get; init; }
    public required string Description { get; init; }
    public required string Amount { get; init; }
    public required string AmountHint { get; init; }
    public required string Open { get; init; }
    public required string Currency { get; init; }
    public required string MaxPayments { get; init; }
    public required string MaxPaymentsHint { get; init; }
    public required string AnyNumber { get; init; }
    public required string ExpiresAt { get; init; }
    public required string ExpiresHint { get; init; }
    public required string ReturnUrl { get; init; }
    public required string State { get; init; }
    public required string On { get; init; }
    public required string Off { get; init; }
    public required string Over { get; init; }
    public required string SwitchOff { get; init; }
    public required string SwitchOn { get; init; }
    public required string Made { get; init; }
    public required string Address { get; init; }
    public required string Button { get; init; }
    public required string ButtonHint { get; init; }
    public required string ButtonText { get; init; }
    public required string Code { get; init; }
    public required string Orders { get; init; }
    public required string NoWallet { get; init; }

    public static readonly LinkTexts English = new()
    {
        Intro = "A link opens a payment without a shop of your own: send it by mail or chat, or put its button on your page.",
        New = "New link",
        Make = "Make the link",
        Edit = "Change the link",
        Save = "Save",
        LinkTitle = "Title",
        TitleHint = "What is paid for, as payers read it.",
        Description = "Description",
        Amount = "Amount",
        AmountHint = "Leave it empty to let the payer name it.",
        Open = "payer's choice",
        Currency = "Currency",
        MaxPayments = "Payments at most",
        MaxPaymentsHint = "Empty: any number. 1: an invoice, one order for all who open it.",
        AnyNumber = "any number",
        ExpiresAt = "Valid until (UTC)",
        ExpiresHint = "A day such as 2026-12-31, or 2026-12-31T18:00:00Z; empty: for ever.",
        ReturnUrl = "Page after the payment",
        State = "State",
        On = "On",
        Off = "Off",
        Over = "Time is over",
        SwitchOff = "Switch off",
        SwitchOn = "Switch on",
        Made = "Made",
        Address = "Address",
        Button = "Pay button",
        ButtonHint = "HTML for your own page. It needs no script of ours.",
        ButtonText = "Pay",
        Code = "QR code of the link",
        Orders = "Orders of this link",
        NoWallet = "A link needs a receiving wallet or an account at a provider. There is none yet.",
    };

    public static readonly LinkTexts Chinese = new()
    {
        Intro = "付款链接无需自建店铺即可收款：可通过邮件或聊天发送，也可把按钮放到您的网页上。",
        New = "新建链接",
        Make = "生成链接",
        Edit = "更改链接",
        Save = "保存",
        LinkTitle = "标题",
        TitleHint = "付款人看到的付款事由。",
        Description = "说明",
        Amount = "金额",
        AmountHint = "留空则由付款人填写。",
        Open = "由付款人填写",
        Currency = "币种",
        MaxPayments = "最多付款次数",
        MaxPaymentsHint = "留空：不限。1：账单，所有打开者共用同一订单。",
        AnyNumber = "不限",
        ExpiresAt = "有效期至（UTC）",
        ExpiresHint = "日期如 2026-12-31，或 2026-12-31T18:00:00Z；留空则长期有效。",
        ReturnUrl = "付款后的页面",
        State = "状态",
        On = "启用",
        Off = "停用",
        Over = "已过期",
        SwitchOff = "停用",
        SwitchOn = "启用",
        Made = "创建时间",
        Address = "地址",
        Button = "付款按钮",
        ButtonHint = "可放入您网页的 HTML 代码，无需我们的脚本。",
        ButtonText = "付款",
        Code = "链接二维码",
        Orders = "此链接的订单",
        NoWallet = "付款链接需要收款钱包或支付渠道账户，目前还没有。",
    };
}
