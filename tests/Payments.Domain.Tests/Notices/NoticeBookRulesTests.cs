using Payments.Domain.Notices;

namespace Payments.Domain.Tests.Notices;

/// <summary>When letters are sent, again, together, or no more.</summary>
public sealed class NoticeBookRulesTests
{
    private const int MostAnHour = 3;
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Letter New(string key, string to = "a@example.com") => new()
    {
        Key = key,
        Event = NoticeEvent.Unmatched,
        Target = "t",
        Channel = NoticeChannel.Mail,
        Recipient = to,
        Subject = $"subject {key}",
        Body = $"body {key}",
        MadeAt = Now,
        SendAt = Now,
    };

    private static Letter Asked(string key) => New(key) with { Event = NoticeEvent.Invitation, Target = null, Body = null, SealedBody = "s" };

    private static NoticeBook With(params string[] keys) =>
        keys.Aggregate(new NoticeBook(), (book, key) => NoticeBookRules.Add(book, key, [New(key)], Now));

    /// <summary>Sends all that is due.</summary>
    private static (NoticeBook Book, List<Letter> Letters) SendAll(NoticeBook book, DateTimeOffset now)
    {
        var sent = new List<Letter>();
        while (NoticeBookRules.Begin(book, MostAnHour, now) is var (next, letter))
        {
            book = NoticeBookRules.Sent(next, letter, now);
            sent.Add(letter);
        }
        return (book, sent);
    }

    [Fact]
    public void What_was_told_is_not_told_again_as_long_as_it_is_looked_for()
    {
        var book = SendAll(With("a"), Now).Book;
        NoticeBookRules.Add(book, "a", [New("a")], Now + NoticeBookRules.Window).Should().BeSameAs(book);
        var later = Now + NoticeBookRules.Memory;
        NoticeBookRules.Add(book, "b", [New("b")], later).Told.Keys.Should().Equal(["b"], "the memory is bounded");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    [InlineData(100, 1)]
    public void What_an_address_does_not_take_in_an_hour_is_one_letter(int events, int letters)
    {
        var book = With([.. Enumerable.Range(0, events).Select(i => $"e{i}")]);
        var sent = SendAll(book, Now);
        sent.Letters.Should().HaveCount(letters);
        sent.Book.Letters.Should().BeEmpty();
        var texts = string.Concat(sent.Letters.Select(letter => letter.Body));
        for (var i = 0; i < Math.Min(events, NoticeBookRules.MostCollected); i++) texts.Should().Contain($"body e{i}");
        if (events > NoticeBookRules.MostCollected) texts.Should().Contain($"+ {events - NoticeBookRules.MostCollected}");
    }

    [Fact]
    public void An_address_that_had_its_letters_waits_for_the_hours_end_and_no_other_does()
    {
        var book = SendAll(With("a", "b", "c"), Now).Book;
        book = NoticeBookRules.Add(book, "d", [New("d"), New("d2", "b@example.com")], Now);
        book = NoticeBookRules.Add(book, "e", [New("e")], Now);
        (book, var sent) = SendAll(book, Now.AddMinutes(59));
        sent.Select(letter => letter.Key).Should().Equal("d2");
        SendAll(book, Now.AddHours(1)).Letters.Select(letter => letter.Key).Should().Equal("d", "e");
    }

    [Fact]
    public void A_letter_that_somebody_waits_for_is_neither_held_back_nor_collected()
    {
        var book = SendAll(With("a", "b", "c"), Now).Book;
        book = NoticeBookRules.Add(book, "d", [New("d")], Now);
        book = NoticeBookRules.Add(book, "p", [Asked("p")], Now);
        SendAll(book, Now).Letters.Select(letter => letter.Key).Should().Equal("p");
    }

    [Fact]
    public void A_letter_is_tried_for_a_day_with_growing_pauses()
    {
        var (book, now, pauses) = (With("a"), Now, new List<double>());
        while (book.Letters.Count > 0)
        {
            (book, var letter) = NoticeBookRules.Begin(book, MostAnHour, now)!.Value;
            NoticeBookRules.Begin(book, MostAnHour, now).Should().BeNull("it is being sent");
            book = NoticeBookRules.Failed(book, letter, "greylisted", pause: null, now);
            if (book.Letters is [var waits])
            {
                pauses.Add((waits.SendAt - now).TotalMinutes);
                now = waits.SendAt;
            }
        }
        pauses.Take(6).Should().Equal(1, 5, 15, 30, 60, 60);
        (now - Now).Should().BeGreaterThanOrEqualTo(TimeSpan.FromDays(1)).And.BeLessThan(TimeSpan.FromHours(26));
        book.Past.Should().ContainSingle().Which.Outcome.Should().Be(LetterOutcome.GivenUp);
    }

    [Theory]
    [InlineData(30, 60)]
    [InlineData(90, 90)]
    [InlineData(86_400, 3600)]
    public void A_server_says_when_to_come_again_within_bounds(int asked, int seconds)
    {
        var (book, letter) = NoticeBookRules.Begin(With("a"), MostAnHour, Now)!.Value;
        book = NoticeBookRules.Failed(book, letter, "429", TimeSpan.FromSeconds(asked), Now);
        book.Letters[0].SendAt.Should().Be(Now.AddSeconds(seconds));
    }

    [Fact]
    public void A_letter_that_a_process_left_while_it_sent_it_is_never_sent_again()
    {
        var (book, _) = NoticeBookRules.Begin(With("a", "b"), MostAnHour, Now)!.Value;
        book = NoticeBookRules.Interrupted(book, Now);
        book.Past.Should().ContainSingle().Which.Outcome.Should().Be(LetterOutcome.Unconfirmed);
        SendAll(book, Now).Letters.Select(letter => letter.Key).Should().Equal("b");
        NoticeBookRules.Interrupted(With("a"), Now).Letters.Should().HaveCount(1);
    }

    [Fact]
    public void Letters_to_a_target_that_was_paused_or_removed_go()
    {
        var book = NoticeBookRules.Add(With("a"), "p", [Asked("p")], Now);
        var target = new NoticeTarget
        {
            Id = "t",
            Channel = NoticeChannel.Mail,
            Recipient = "a@example.com",
            Language = "en",
            Events = [NoticeEvent.Unmatched],
            ConfirmedAt = Now,
            CreatedAt = Now,
        };
        NoticeBookRules.Keep(book, [target]).Should().BeSameAs(book);
        NoticeBookRules.Keep(book, [target with { PausedSince = Now }]).Letters.Select(letter => letter.Key).Should().Equal("p");
        NoticeBookRules.Keep(book, []).Letters.Select(letter => letter.Key).Should().Equal("p");
    }

    [Fact]
    public void A_book_is_bounded_and_says_what_it_dropped()
    {
        var book = With([.. Enumerable.Range(0, NoticeBookRules.MostLetters + 2).Select(i => $"e{i}")]);
        book.Letters.Should().HaveCount(NoticeBookRules.MostLetters);
        book.Past.Should().HaveCount(2).And.OnlyContain(letter => letter.Outcome == LetterOutcome.Dropped);
    }
}
