namespace Payments.Http.Console.Texts;

/// <summary>A shop's settings, and how it looks to payers.</summary>
public sealed record SettingsTexts
{
    public required string Shop { get; init; }
    public required string Name { get; init; }
    public required string WebhookUrl { get; init; }
    public required string WebhookHint { get; init; }
    public required string NotifyMethod { get; init; }
    public required string Auto { get; init; }
    public required string SaveUrl { get; init; }
    public required string Save { get; init; }
    public required string Look { get; init; }
    public required string LookText { get; init; }
    public required string ShownName { get; init; }
    public required string Color { get; init; }
    public required string ColorHint { get; init; }
    public required string SaveLook { get; init; }
    public required string Logo { get; init; }
    public required string LogoHint { get; init; }
    public required string SaveLogo { get; init; }
    public required string RemoveLogo { get; init; }

    public static readonly SettingsTexts English = new()
    {
        Shop = "The shop",
        Name = "Name",
        WebhookUrl = "Callback address",
        WebhookHint = "Where payments by the JSON API and by payment links are told.",
        NotifyMethod = "How EPay callbacks are sent",
        Auto = "by what the shop hears",
        SaveUrl = "Save the address",
        Save = "Save",
        Look = "How payers see the shop",
        LookText = "On the cashier, on payment links and on the page for topping up.",
        ShownName = "Name for payers",
        Color = "Colour",
        ColorHint = "Such as #2f5bea; dark enough to be read on white. Dark pages get a lighter shade of it.",
        SaveLook = "Save the look",
        Logo = "Logo",
        LogoHint = "PNG or JPEG, 16 to 1024 pixels each way, at most 128 KiB.",
        SaveLogo = "Save the logo",
        RemoveLogo = "Remove the logo",
    };

    public static readonly SettingsTexts Chinese = new()
    {
        Shop = "店铺",
        Name = "名称",
        WebhookUrl = "回调地址",
        WebhookHint = "JSON API 与付款链接的支付通知地址。",
        NotifyMethod = "EPay 回调方式",
        Auto = "自动",
        SaveUrl = "保存地址",
        Save = "保存",
        Look = "付款页外观",
        LookText = "用于收银台、付款链接和充值页面。",
        ShownName = "付款页显示名称",
        Color = "颜色",
        ColorHint = "例如 #2f5bea，须在白底上清晰可读；深色页面会自动使用较浅的色调。",
        SaveLook = "保存外观",
        Logo = "标志",
        LogoHint = "PNG 或 JPEG，边长 16 至 1024 像素，不超过 128 KiB。",
        SaveLogo = "保存标志",
        RemoveLogo = "移除标志",
    };
}
