using Microsoft.AspNetCore.Http;
using Payments.Domain.PayLinks;
using Payments.Http.Common;

namespace Payments.Http.PayLinks;

/// <summary>What the page of a payment link says, in one language. <c>{0}</c> … stand for values.</summary>
public sealed record PayLinkTexts
{
    /// <summary>The <c>lang</c> of the page.</summary>
    public required string Lang { get; init; }

    /// <summary>The other language's code and its own name for itself.</summary>
    public required (string Code, string Name) Other { get; init; }

    public required string Amount { get; init; }
    public required string AmountHint { get; init; }
    public required string Pay { get; init; }
    public required string Sorry { get; init; }
    public required string NotFound { get; init; }
    public required string Off { get; init; }
    public required string Expired { get; init; }
    public required string UsedUp { get; init; }
    public required string AllTaken { get; init; }
    public required string WrongAmount { get; init; }
    public required string TooMany { get; init; }
    public required string Forbidden { get; init; }
    public required string Later { get; init; }
    public required string Impossible { get; init; }

    private static readonly PayLinkTexts English = new()
    {
        Lang = "en",
        Other = ("zh", "中文"),
        Amount = "Amount in {0}",
        AmountHint = "You decide how much to pay.",
        Pay = "Continue to payment",
        Sorry = "This link cannot be paid",
        NotFound = "There is no such payment link. Please check the address, or ask the shop for a new one.",
        Off = "The shop has switched this link off. Please ask it for a new one.",
        Expired = "The time of this link is over. Please ask the shop for a new one.",
        UsedUp = "This link has been paid as often as it may be.",
        AllTaken = "Others are paying by this link right now. If one of them does not, there is room again: please try in half an hour.",
        WrongAmount = "Please enter an amount such as 100 or 99.99.",
        TooMany = "Too many payments were begun from your network. Please try again later.",
        Forbidden = "The form was sent from another site. Please open the link itself.",
        Later = "The payment could not be opened just now. Please try again in a minute.",
        Impossible = "This amount cannot be paid by this link. Please try another amount, or ask the shop.",
    };

    private static readonly PayLinkTexts Chinese = new()
    {
        Lang = "zh-CN",
        Other = ("en", "English"),
        Amount = "金额（{0}）",
        AmountHint = "金额由您自行填写。",
        Pay = "前往付款",
        Sorry = "此链接无法付款",
        NotFound = "没有这个付款链接，请检查地址，或向商家索取新的链接。",
        Off = "商家已停用此链接，请向商家索取新的链接。",
        Expired = "此链接已过期，请向商家索取新的链接。",
        UsedUp = "此链接的付款次数已用完。",
        AllTaken = "其他人正在通过此链接付款。若有人未完成，名额会重新开放，请半小时后再试。",
        WrongAmount = "请输入金额，例如 100 或 99.99。",
        TooMany = "您所在网络发起的付款过多，请稍后再试。",
        Forbidden = "表单来自其他网站，请直接打开此链接。",
        Later = "暂时无法创建付款，请一分钟后再试。",
        Impossible = "此链接无法支付该金额，请更换金额或联系商家。",
    };

    /// <summary>The texts for a request.</summary>
    public static PayLinkTexts For(HttpRequest request) => HtmlPage.IsChinese(request) ? Chinese : English;

    /// <summary>Why a link opens no order.</summary>
    public string Of(PayLinkOutcome outcome) => outcome switch
    {
        PayLinkOutcome.NotFound => NotFound,
        PayLinkOutcome.Off => Off,
        PayLinkOutcome.Expired => Expired,
        PayLinkOutcome.UsedUp => UsedUp,
        PayLinkOutcome.AllTaken => AllTaken,
        _ => throw new InvalidOperationException($"{outcome} refuses nobody."),
    };
}
