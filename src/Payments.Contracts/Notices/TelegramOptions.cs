namespace Payments.Contracts.Notices;

/// <summary>Settings of messages by Telegram, section <c>Telegram</c>. Without <see cref="BotToken"/> none is sent.</summary>
public sealed class TelegramOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Telegram";

    /// <summary>The token of the installation's bot, as @BotFather gives it. Default empty: Telegram is off.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>Where the Bot API is. Default <c>https://api.telegram.org</c>.</summary>
    public string BaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary>Whether messages by Telegram are on.</summary>
    public bool IsSet => BotToken.Length > 0;
}
