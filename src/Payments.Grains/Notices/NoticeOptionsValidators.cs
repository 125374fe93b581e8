using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Payments.Contracts.Notices;

namespace Payments.Grains.Notices;

/// <summary>Stops the start on settings with which no mail would ever be sent.</summary>
internal sealed class MailOptionsValidator : OptionsValidator<MailOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    protected override IEnumerable<string> Problems(MailOptions options)
    {
        if (!options.IsSet)
            return options.From.Length + options.User.Length > 0 ? ["Setting Mail:Host is empty: expected the mail server's name."] : [];
        return
        [
            .. Outside("Mail:Port", options.Port, 1, 65535),
            .. Outside("Mail:Timeout", options.Timeout, TimeSpan.FromSeconds(1), Longest),
            .. options.Protection is null
                ? [$"Setting Mail:Security is '{options.Security}': expected StartTls, Tls or None."]
                : (string[])[],
            .. MailboxAddress.TryParse(options.From, out var from) && from.Domain.Length > 0
                ? (string[])[]
                : [$"Setting Mail:From is '{options.From}': expected an address such as pay@example.com."],
            .. options.User.Length > 0 && options.Password.Length == 0
                ? ["Setting Mail:Password is empty, and Mail:User is set."]
                : (string[])[],
            .. options is { Protection: MailSecurity.None, User.Length: > 0 } && options.Host is not ("127.0.0.1" or "::1" or "localhost")
                ? ["Setting Mail:Security is None: user and password would be sent in the clear. Expected StartTls or Tls."]
                : (string[])[],
            .. options.AuthorityFile.Length == 0 || IsAuthorityFile(options.AuthorityFile)
                ? (string[])[]
                : [$"Setting Mail:AuthorityFile: {options.AuthorityFile} has no certificate (PEM)."],
        ];
    }

    private static bool IsAuthorityFile(string path)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            return found.Count > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>Stops the start on settings with which no message by Telegram would ever be sent.</summary>
internal sealed class TelegramOptionsValidator : OptionsValidator<TelegramOptions>
{
    protected override IEnumerable<string> Problems(TelegramOptions options)
    {
        if (!options.IsSet) yield break;
        if (options.BotToken.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not (':' or '_' or '-')))
            yield return "Setting Telegram:BotToken is not valid: expected a token as @BotFather gives it.";
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            yield return $"Setting Telegram:BaseUrl is '{options.BaseUrl}': expected an address such as https://api.telegram.org.";
    }
}

/// <summary>Stops the start on limits that are none.</summary>
internal sealed class NoticeOptionsValidator : OptionsValidator<NoticeOptions>
{
    private const int Most = 1000;

    protected override IEnumerable<string> Problems(NoticeOptions options) => Outside("Notices:MostAnHour", options.MostAnHour, 1, Most);
}
