using Payments.Domain.Merchants;

namespace Payments.Domain.Notices;

/// <summary>Something that a shop is told.</summary>
/// <param name="Event">What.</param>
/// <param name="Key">Names it: what was told under a key is not told again.</param>
/// <param name="At">When it happened.</param>
/// <param name="Path">The console's page about it, below the shop's path.</param>
/// <param name="Facts">What the text names, in the order of its places. Nothing of a payer, and no secret.</param>
public sealed record FoundNotice(NoticeEvent Event, string Key, DateTimeOffset At, string Path, params IReadOnlyList<string> Facts);

/// <summary>The text of a message.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text with line feeds.</param>
public sealed record NoticeText(string Subject, string Body)
{
    /// <summary>Longest subject.</summary>
    public const int SubjectLimit = 150;

    /// <summary>A subject of one line, whatever a name holds.</summary>
    public static string Line(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length <= SubjectLimit ? line : line[..(SubjectLimit - 1)] + "…";
    }
}

/// <summary>Makes letters of what was found.</summary>
public static class NoticeLetters
{
    /// <summary>
    /// The letters about something that was found: to each target that takes it, and of guarded changes to all people of the shop by mail,
    /// and to whoever was there before them. One for each address.
    /// </summary>
    /// <param name="merchant">The shop.</param>
    /// <param name="found">What was found.</param>
    /// <param name="before">Mail addresses of the shop's people and targets before the change.</param>
    /// <param name="hasMail">Whether mail is set: without it people are not told.</param>
    /// <param name="root">The gateway's own address without a slash at the end; null where it is not set.</param>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<Letter> Of(
        Merchant merchant, FoundNotice found, IReadOnlyList<string> before, bool hasMail, string? root, DateTimeOffset now)
    {
        var targets = merchant.Notices.Where(target => target.Takes(found.Event, found.At)).ToArray();
        var letters = targets.Select(target =>
            Make(found, target.Id, target.Channel, target.Recipient, [NoticeTexts.Of(target.Language)], merchant, root, now));
        if (found.Event != NoticeEvent.Guarded || !hasMail) return [.. letters];
        var people = merchant.People.Select(person => person.Email).Union(before)
            .Where(email => !targets.Any(target => target.Channel == NoticeChannel.Mail && target.Recipient == email));
        // Which language a person reads is not stored.
        return [.. letters, .. people.Select(email =>
            Make(found, null, NoticeChannel.Mail, email, [NoticeTexts.English, NoticeTexts.Chinese], merchant, root, now))];
    }

    /// <summary>The mail addresses of a shop's people and of its targets that are on.</summary>
    public static IReadOnlyList<string> RecipientsOf(Merchant merchant) =>
    [
        .. merchant.People.Select(person => person.Email)
            .Union(merchant.Notices.Where(target => target is { Channel: NoticeChannel.Mail, IsOn: true })
                .Select(target => target.Recipient)),
    ];

    private static Letter Make(
        FoundNotice found, string? target, NoticeChannel channel, string address, NoticeTexts[] languages, Merchant merchant, string? root,
        DateTimeOffset now)
    {
        var texts = languages.Select(texts => texts.Compose(merchant, found, root)).ToArray();
        return new Letter
        {
            Key = $"{found.Key}/{target ?? address}",
            Event = found.Event,
            Target = target,
            Channel = channel,
            Recipient = address,
            Subject = texts[0].Subject,
            Body = string.Join("\n\n----\n\n", texts.Select(text => text.Body)),
            MadeAt = now,
            SendAt = now,
        };
    }
}
