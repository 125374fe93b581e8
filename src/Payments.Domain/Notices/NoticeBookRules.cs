using System.Text;

namespace Payments.Domain.Notices;

/// <summary>
/// When letters are sent, again, together, or no more. That one is being sent is stored before it is: one that a process left so is never
/// sent again, because the server may have taken it.
/// </summary>
public static class NoticeBookRules
{
    /// <summary>Most letters that wait in one book; later ones are dropped, and shown as that.</summary>
    public const int MostLetters = 500;

    /// <summary>Letters that are over and still shown.</summary>
    public const int MostPast = 50;

    /// <summary>Most keys of what was told; the oldest are forgotten first.</summary>
    public const int MostTold = 5_000;

    /// <summary>Texts of which a collected letter tells; of more it says how many.</summary>
    public const int MostCollected = 20;

    /// <summary>How old an event may be when it is told.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(2);

    /// <summary>How long it is remembered that an event was told: longer than events are looked for.</summary>
    public static readonly TimeSpan Memory = Window * 2;

    /// <summary>After so long a letter is given up.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    /// <summary>The time over which notices to an address are counted.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The longest that a server may ask for before the next try.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
    ];

    /// <summary>Adds the letters of an event. The same instance where it was told already.</summary>
    public static NoticeBook Add(NoticeBook book, string eventKey, IReadOnlyList<Letter> letters, DateTimeOffset now)
    {
        if (book.Told.ContainsKey(eventKey)) return book;
        var told = book.Told.Where(pair => now - pair.Value < Memory).OrderByDescending(pair => pair.Value).Take(MostTold - 1)
            .Append(KeyValuePair.Create(eventKey, now)).ToDictionary();
        var room = MostLetters - book.Letters.Count;
        var next = book with { Told = told, Letters = [.. book.Letters, .. letters.Take(room)] };
        return letters.Skip(room).Aggregate(next, (known, letter) =>
            WithPast(known, letter, LetterOutcome.Dropped, "too many letters wait already", now));
    }

    /// <summary>Without letters to targets that are off or not there any more. The same instance where there are none.</summary>
    public static NoticeBook Keep(NoticeBook book, IReadOnlyList<NoticeTarget> targets)
    {
        bool IsKept(Letter letter) => letter.Target is not { } id || letter.BegunAt is not null || letter.IsDirect
            || targets.Any(target => target.Id == id && target.IsOn);
        return book.Letters.All(IsKept) ? book : book with { Letters = [.. book.Letters.Where(IsKept)] };
    }

    /// <summary>
    /// Takes the next letter to be sent, noting that it is. What an address does not take within its hour is collected into one letter.
    /// </summary>
    /// <param name="book">The book.</param>
    /// <param name="mostAnHour">Notices to one address within an hour.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null where none is due.</returns>
    public static (NoticeBook Book, Letter Letter)? Begin(NoticeBook book, int mostAnHour, DateTimeOffset now)
    {
        if (Due(book, mostAnHour, now) is not { } due) return null;
        var letter = due with { BegunAt = now };
        if (letter.IsDirect) return (Replace(book, due, letter), letter);
        var waiting = DueTo(book, letter.Recipient, now);
        if (waiting.Length <= mostAnHour - SentTo(book, letter.Recipient, now)) return (Replace(book, due, letter), letter);
        letter = Collect(waiting) with { BegunAt = now };
        var rest = book.Letters.Except(waiting);
        return (book with { Letters = [letter, .. rest] }, letter);
    }

    /// <summary>The server took a letter.</summary>
    public static NoticeBook Sent(NoticeBook book, Letter letter, DateTimeOffset now)
    {
        var next = WithPast(Without(book, letter), letter, LetterOutcome.Sent, null, now);
        if (letter.IsDirect) return next;
        var lately = book.SentLately.Where(sent => now - sent.At < Hour);
        return next with { SentLately = [.. lately, new SentNotice { Recipient = letter.Recipient, At = now }] };
    }

    /// <summary>A letter was not sent, for certain, and may be later: again after a pause, and given up after a day.</summary>
    /// <param name="book">The book.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="reason">Why.</param>
    /// <param name="pause">How long the server asked to wait; null for the usual pause.</param>
    /// <param name="now">The present.</param>
    public static NoticeBook Failed(NoticeBook book, Letter letter, string reason, TimeSpan? pause, DateTimeOffset now)
    {
        if (now - letter.MadeAt >= GiveUpAfter) return WithPast(Without(book, letter), letter, LetterOutcome.GivenUp, reason, now);
        var usual = letter.Tries < Pauses.Length ? Pauses[letter.Tries] : Hour;
        var wait = pause is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, Pauses[0].Ticks, LongestPause.Ticks)) : usual;
        var known = book.Letters.First(one => one.Key == letter.Key);
        return Replace(book, known, letter with { BegunAt = null, Tries = letter.Tries + 1, Reason = reason, SendAt = now + wait });
    }

    /// <summary>A letter was refused for good.</summary>
    public static NoticeBook Refused(NoticeBook book, Letter letter, string reason, DateTimeOffset now) =>
        WithPast(Without(book, letter), letter, LetterOutcome.Refused, reason, now);

    /// <summary>Whether a letter was sent is not known.</summary>
    public static NoticeBook Unconfirmed(NoticeBook book, Letter letter, string reason, DateTimeOffset now) =>
        WithPast(Without(book, letter), letter, LetterOutcome.Unconfirmed, reason, now);

    /// <summary>Letters that a process left while it sent them. The same instance where there are none.</summary>
    public static NoticeBook Interrupted(NoticeBook book, DateTimeOffset now) =>
        book.Letters.Where(letter => letter.BegunAt is not null).Aggregate(book, (known, letter) =>
            Unconfirmed(known, letter, "the gateway stopped while it sent this", now));

    private static Letter? Due(NoticeBook book, int mostAnHour, DateTimeOffset now) => book.Letters
        .Where(letter => letter.BegunAt is null && letter.SendAt <= now &&
            (letter.IsDirect || SentTo(book, letter.Recipient, now) < mostAnHour))
        .OrderByDescending(letter => letter.IsDirect).ThenBy(letter => letter.SendAt).FirstOrDefault();

    private static Letter[] DueTo(NoticeBook book, string recipient, DateTimeOffset now) =>
        [.. book.Letters.Where(letter =>
            !letter.IsDirect && letter.BegunAt is null && letter.Recipient == recipient && letter.SendAt <= now)];

    private static int SentTo(NoticeBook book, string recipient, DateTimeOffset now) => LatelyTo(book, recipient, now).Count();

    private static IEnumerable<SentNotice> LatelyTo(NoticeBook book, string recipient, DateTimeOffset now) =>
        book.SentLately.Where(sent => sent.Recipient == recipient && now - sent.At < Hour);

    private static Letter Collect(Letter[] letters)
    {
        var body = new StringBuilder();
        foreach (var letter in letters.Take(MostCollected))
            body.Append(letter.Subject).Append("\n\n").Append(letter.Body).Append("\n\n----\n\n");
        if (letters.Length > MostCollected) body.Append(FormattableString.Invariant($"+ {letters.Length - MostCollected}\n"));
        return letters[0] with
        {
            Key = letters[0].Key + FormattableString.Invariant($"+{letters.Length - 1}"),
            Event = NoticeEvent.Several,
            Subject = FormattableString.Invariant($"{letters[0].Subject} (+{letters.Length - 1})"),
            Body = body.ToString().TrimEnd(),
            // The newest in it has its day.
            MadeAt = letters.Max(letter => letter.MadeAt),
        };
    }

    private static NoticeBook Replace(NoticeBook book, Letter known, Letter next) =>
        book with { Letters = [.. book.Letters.Select(letter => letter.Key == known.Key ? next : letter)] };

    private static NoticeBook Without(NoticeBook book, Letter letter) =>
        book with { Letters = [.. book.Letters.Where(known => known.Key != letter.Key)] };

    private static NoticeBook WithPast(NoticeBook book, Letter letter, LetterOutcome outcome, string? reason, DateTimeOffset now) =>
        book with
        {
            Past =
            [
                .. book.Past.TakeLast(MostPast - 1),
                new PastLetter
                {
                    At = now,
                    Event = letter.Event,
                    Channel = letter.Channel,
                    Recipient = letter.Recipient,
                    Outcome = outcome,
                    Reason = reason,
                },
            ],
        };
}
