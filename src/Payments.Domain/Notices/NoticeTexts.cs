using System.Globalization;
using Payments.Domain.Merchants;

namespace Payments.Domain.Notices;

/// <summary>The words of messages in one language.</summary>
public sealed partial record NoticeTexts
{
    /// <summary>What each event is called: the subject, and the name on the console's page.</summary>
    public required IReadOnlyDictionary<NoticeEvent, string> Names { get; init; }

    /// <summary>What is said of each event of a shop; the places are the facts of <see cref="FoundNotice"/>.</summary>
    public required IReadOnlyDictionary<NoticeEvent, string> Sentences { get; init; }

    /// <summary>Which parts of a shop a guarded change is of; parts that are not here are named as they are.</summary>
    public required IReadOnlyDictionary<string, string> Parts { get; init; }

    public required string Shop { get; init; }
    public required string More { get; init; }
    public required string Unsubscribe { get; init; }
    public required string ConfirmSubject { get; init; }
    public required string Confirm { get; init; }
    public required string PasswordSubject { get; init; }
    public required string Password { get; init; }
    public required string SignIn { get; init; }
    public required string InvitationSubject { get; init; }
    public required string Invitation { get; init; }

    /// <summary>The texts of a language: <c>zh</c>, else English.</summary>
    public static NoticeTexts Of(string language) => language == "zh" ? Chinese : English;

    /// <summary>The message about something that was found.</summary>
    public NoticeText Compose(Merchant merchant, FoundNotice found, string? root)
    {
        var facts = found.Event == NoticeEvent.Guarded
            ? [string.Join(", ", found.Facts[0].Split(',').Select(part => Parts.GetValueOrDefault(part, part))), .. found.Facts.Skip(1)]
            : found.Facts;
        var link = root is null
            ? ""
            : Format(More, FormattableString.Invariant($"{root}/console/{merchant.Pid}{found.Path}")) + "\n\n";
        var body = $"{Format(Sentences[found.Event], [.. facts])}\n\n{Format(Shop, merchant.Name, merchant.Pid)}\n\n{link}{Unsubscribe}";
        return new NoticeText(NoticeText.Line($"[{merchant.Name}] {Names[found.Event]}"), body);
    }

    /// <summary>A test of a target.</summary>
    public NoticeText ToTest(Merchant merchant) => new(
        NoticeText.Line($"[{merchant.Name}] {Names[NoticeEvent.Test]}"),
        $"{Sentences[NoticeEvent.Test]}\n\n{Format(Shop, merchant.Name, merchant.Pid)}\n\n{Unsubscribe}");

    /// <summary>The question whether an address takes a shop's notices.</summary>
    public NoticeText ToConfirm(Merchant merchant, string link) =>
        new(NoticeText.Line(Format(ConfirmSubject, merchant.Name)), Format(Confirm, merchant.Name, link));

    /// <summary>A link by which a person sets a password.</summary>
    public NoticeText ToSetPassword(string link) => new(PasswordSubject, Format(Password, link));

    /// <summary>That somebody signed in from a new browser, in both languages: which one a person reads is not stored.</summary>
    /// <param name="browser">The browser in words.</param>
    /// <param name="from">The network address that it came from; null where that is not known.</param>
    /// <param name="at">When.</param>
    /// <param name="link">Where sessions are ended and the password is changed.</param>
    public static NoticeText ToSignIn(string browser, string? from, DateTimeOffset at, string link)
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new NoticeText(English.Names[NoticeEvent.SignIn], string.Join(
            "\n\n----\n\n",
            new[] { English, Chinese }.Select(texts => Format(texts.SignIn, browser, from ?? "–", time, link))));
    }

    /// <summary>An invitation to a shop.</summary>
    public NoticeText ToJoin(Merchant merchant, string link) =>
        new(NoticeText.Line(Format(InvitationSubject, merchant.Name)), Format(Invitation, merchant.Name, link));

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
