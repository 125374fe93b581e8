using Microsoft.Extensions.Options;
using Orleans;
using Payments.Contracts;
using Payments.Contracts.Notices;
using Payments.Contracts.People;
using Payments.Domain.Identity;
using Payments.Domain.Merchants;
using Payments.Domain.Notices;
using Payments.Domain.Secrets;
using Payments.Http.Common;
using Payments.Http.Console.Access;
using Payments.Http.Console.Account;

namespace Payments.Http.Console.Notices;

/// <summary>Messages that somebody at the console asks for. Their links are stored sealed until they are sent.</summary>
internal sealed class ConsoleLetters(
    IGrainFactory grains, IOptions<MailOptions> mail, IOptions<TelegramOptions> telegram, PublicAddress address, IRandomBytes random)
{
    private const int IdBytes = 8;

    /// <summary>Whether the settings say how to send by a channel.</summary>
    public bool Has(NoticeChannel channel) => channel switch
    {
        NoticeChannel.Mail => mail.Value.IsSet,
        NoticeChannel.Telegram => telegram.Value.IsSet,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };

    /// <summary>Asks an address whether it takes a shop's notices.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="target">The target, which waits for it.</param>
    /// <param name="token">The token of the link.</param>
    public Task AskAsync(Merchant shop, NoticeTarget target, string token)
    {
        var link = FormattableString.Invariant($"{address.Root}{ConsolePaths.Confirm}?shop={shop.Pid}&token={token}");
        var text = NoticeTexts.Of(target.Language).ToConfirm(shop, link);
        return PostAsync(NoticeKey.Of(shop.Id), To(target, $"confirm:{ApiKeys.Hash(token)}", NoticeEvent.Confirm, text));
    }

    /// <summary>Tries a target.</summary>
    public Task TestAsync(Merchant shop, NoticeTarget target)
    {
        var text = NoticeTexts.Of(target.Language).ToTest(shop);
        return PostAsync(NoticeKey.Of(shop.Id), To(target, $"test:{random.Hex(IdBytes)}", NoticeEvent.Test, text));
    }

    /// <summary>Mails an invitation.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="email">Who is invited.</param>
    /// <param name="link">The link.</param>
    /// <param name="language">The language of who invites.</param>
    public Task InviteAsync(Merchant shop, string email, string link, string language)
    {
        var text = NoticeTexts.Of(language).ToJoin(shop, link);
        return PostAsync(NoticeKey.Of(shop.Id), Mail($"invitation:{ApiKeys.Hash(link)}", NoticeEvent.Invitation, email, text));
    }

    /// <summary>Mails a link by which a person sets a password.</summary>
    /// <param name="person">The person.</param>
    /// <param name="email">The person's address.</param>
    /// <param name="token">The token of the link.</param>
    /// <param name="language">The language of the page that asked.</param>
    public Task SetPasswordAsync(PersonId person, string email, string token, string language)
    {
        var link = $"{address.Root}{ConsolePaths.Welcome}?person={person.Value}&token={token}";
        var text = NoticeTexts.Of(language).ToSetPassword(link);
        return PostAsync(NoticeKey.Of(person), Mail($"password:{ApiKeys.Hash(token)}", NoticeEvent.Password, email, text));
    }

    /// <summary>Tells a person of a sign-in from a browser that was not known.</summary>
    /// <param name="me">The person, and the session that began there.</param>
    public Task SignedInAsync(SignedIn me)
    {
        var (person, session) = (me.Person, me.Session);
        var text = NoticeTexts.ToSignIn(
            BrowserName.Of(session.Browser), session.SeenFrom, session.BegunAt, $"{address.Root}{ConsolePaths.Account}");
        return PostAsync(NoticeKey.Of(person.Id), Mail($"browser:{session.BrowserHash}", NoticeEvent.SignIn, person.Email, text));
    }

    private static PostedLetter To(NoticeTarget target, string key, NoticeEvent about, NoticeText text) =>
        Mail(key, about, target.Recipient, text) with { Target = target.Id, Channel = target.Channel };

    private static PostedLetter Mail(string key, NoticeEvent about, string email, NoticeText text) => new()
    {
        Key = key,
        Event = about,
        Channel = NoticeChannel.Mail,
        Recipient = email,
        Subject = text.Subject,
        Body = text.Body,
    };

    private Task PostAsync(string key, PostedLetter letter) => grains.Find<INoticeGrain>(key).PostAsync(letter);
}
