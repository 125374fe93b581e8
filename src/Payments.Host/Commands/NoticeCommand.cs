using System.CommandLine;
using Microsoft.Extensions.Options;
using Payments.Contracts.Notices;
using Payments.Domain.Notices;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Grains.Notices;
using Payments.Host.Configuration;

namespace Payments.Host.Commands;

/// <summary>
/// What <c>payments notices check ADDRESS</c> does: sends one message by the settings, and says in words what became of it.
/// </summary>
internal static class NoticeCommand
{
    private const string Help =
        "notices check needs an e-mail address, or the number of a Telegram chat: payments notices check anna@example.com";

    private const int IdBytes = 16;

    /// <summary>The words of <c>payments notices</c>.</summary>
    public static Command Of(TextWriter output)
    {
        var to = new Argument<string[]>("ADDRESS")
        {
            Description = "An e-mail address, or the number of a Telegram chat.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var check = new Command("check",
            "Sends a test by the settings of mail or Telegram, and says what the server did. Exit code 1 where it was not sent.")
        {
            to,
        };
        check.SetAction(parsed =>
        {
            var (settings, address) = SettingWords.WithPath("notices check", "address", Help, parsed.GetValue(to)!);
            return CheckAsync(settings, address, output);
        });
        return new Command("notices", "What concerns notices by mail and Telegram.") { check };
    }

    private static async Task<int> CheckAsync(string[] given, string address, TextWriter output)
    {
        var configuration = SettingSources.Read(given);
        await using var services = new ServiceCollection()
            .AddSingleton(configuration).AddSingleton(TimeProvider.System).AddLogging().AddLetterCarriers()
            .BuildServiceProvider();
        var isMail = address.Contains('@');
        var carrier = services.GetServices<ILetterCarrier>()
            .Single(one => one.Channel == (isMail ? NoticeChannel.Mail : NoticeChannel.Telegram));
        if (WhereOf(services, isMail) is not { } where)
            return await FailAsync(output, isMail ? "Mail:Host is empty: mail is off" : "Telegram:BotToken is empty: Telegram is off");
        IRandomBytes random = new SystemRandomBytes();
        const string text = "This is a test of the gateway's settings.";
        var letter = new OutgoingLetter(address, "payments notices check", text, random.Hex(IdBytes));
        var answer = await carrier.SendAsync(letter, CancellationToken.None);
        if (answer.Outcome != CarrierOutcome.Sent) return await FailAsync(output, $"{where}: {answer.Reason}");
        await output.WriteLineAsync($"ok   {where}: took a message to {address}");
        return 0;
    }

    /// <summary>Where messages go by the settings; null where they are off.</summary>
    /// <exception cref="SettingException">Settings that cannot work.</exception>
    private static string? WhereOf(IServiceProvider services, bool isMail)
    {
        try
        {
            if (!isMail)
                return services.GetRequiredService<IOptions<TelegramOptions>>().Value is { IsSet: true } telegram ? telegram.BaseUrl : null;
            var mail = services.GetRequiredService<IOptions<MailOptions>>().Value;
            return mail.IsSet ? FormattableString.Invariant($"{mail.Host}:{mail.Port} ({mail.Security})") : null;
        }
        catch (OptionsValidationException wrong)
        {
            throw new SettingException(string.Join(' ', wrong.Failures));
        }
    }

    private static async Task<int> FailAsync(TextWriter output, string words)
    {
        await output.WriteLineAsync($"FAIL {words}");
        return 1;
    }
}
